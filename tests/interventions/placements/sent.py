"""What the pages of placements are sent."""

from mia.core.uuid7 import uuid7


def url(enrolment, page="placeringar/ny"):
    return f"{enrolment.get_absolute_url()}{page}/"


def facts(host, **changes):
    return {
        "host": str(host.pk),
        "workplace": "Caféet i Stuvsta",
        "branch": "CAFE",
        "started_on": "2021-03-10",
        "hours": "2",
        "purpose": "Prova på.",
        "goals": "Nio timmar.",
        "expectations": "Att träffa folk.",
        "key": str(uuid7()),
    } | changes


def day(placement, text):
    return f"h-{placement.pk.hex}-{text}"
