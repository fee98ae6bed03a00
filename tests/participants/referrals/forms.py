"""The form of a new referral, as a browser sends it."""

from mia.core.uuid7 import uuid7

URL = "/remisser/ny/"


def form(place, **changes):
    return {
        "key": str(uuid7()),
        "delprojekt": place.pk,
        "received_on": "2022-03-01",
        "referrer": "FK",
        "contact_name": "Maj Handläggare",
        "contact_phone": "08-12 34 56",
        "contact_email": "",
        "number": "19900807-2382",
        "given_name": "Ylva",
        "family_name": "Storm",
        "protection": "INGEN",
        "interpreter_language": "dari",
        "municipality": "0136",
        "has_children": "unknown",
        "reason": "Har varit sjukskriven länge.",
        "wish": "Vill arbeta några timmar.",
    } | changes
