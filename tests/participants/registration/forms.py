"""The form of a registration, as a browser sends it."""

from mia.core.uuid7 import uuid7

URL = "/deltagare/ny/"


def form(place, responsible, **changes):
    """What a browser sends."""
    return {
        "key": str(uuid7()),
        "number": "19900807-2382",
        "given_name": "Ylva",
        "family_name": "Storm",
        "protection": "INGEN",
        "interpreter_language": "",
        "delprojekt": place.pk,
        "staff": responsible.pk,
        "started_on": "2021-03-01",
        "disability": "EJ_FRAGAD",
        "foreign_background": "EJ_FRAGAD",
        "newly_arrived": "EJ_FRAGAD",
        "homeless": "EJ_FRAGAD",
    } | changes
