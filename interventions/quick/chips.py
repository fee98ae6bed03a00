"""What a line means, as short words to look at before it is saved."""

from datetime import date
from typing import NamedTuple

from django.utils.text import capfirst

from interventions.contacts.enums import Channel, Outcome
from interventions.quick.meaning import QuickContact


class Chip(NamedTuple):
    """One word of the meaning; `tone` is good, neutral or warn."""

    text: str
    tone: str = "neutral"


def chips_of(contact: QuickContact, today: date) -> list[Chip]:
    """Who, how, how long, when, about what and what comes next, as far as the line says it."""
    chips = []
    for named in contact.people:
        if len(named.candidates) > 1:
            names = " eller ".join(str(person) for person in named.candidates[:4])
            chips.append(Chip(f"{named.text}: {names}?", "warn"))
        else:
            chips.append(Chip(str(named.candidates[0]), "good"))
    if contact.channel:
        chips.append(Chip(capfirst(Channel(contact.channel).label)))
    if contact.outcome != Outcome.HELD:
        chips.append(Chip(capfirst(Outcome(contact.outcome).label)))
    if contact.minutes:
        chips.append(Chip(f"{contact.minutes} min"))
    chips.append(Chip(_day_in_words(contact, today)))
    chips += [Chip(capfirst(topic.label)) for topic in contact.topics]
    if contact.next_on and contact.next_at:
        chips.append(Chip(f"Nästa: {contact.next_on} kl. {contact.next_at:%H:%M}"))
    if contact.note:
        chips.append(Chip("Anteckning"))
    return chips


def _day_in_words(contact: QuickContact, today: date) -> str:
    on = contact.held_on or today
    text = "I dag" if on == today else f"{on}"
    if contact.started_at:
        text += f" kl. {contact.started_at:%H:%M}"
    return text
