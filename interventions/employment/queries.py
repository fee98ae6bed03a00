"""Reads of work, studies and qualifications."""

from datetime import date

from django.db.models import F

from interventions.employment.enums import SpellKind
from interventions.employment.models import Qualification, Spell
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment


def list_spells(user: Staff, enrolment: Enrolment) -> list[Spell]:
    """Every job and all studies of the enrolment, those that go on first."""
    return list(Spell.objects.visible_in(user, enrolment).select_related("source").in_order())


def list_qualifications(user: Staff, enrolment: Enrolment) -> list[Qualification]:
    """The latest first."""
    rows = Qualification.objects.visible_in(user, enrolment)
    return list(rows.order_by("-awarded_on", "name"))


def occupied_percent(spells: list[Spell], day: date) -> int:
    """The per cent of full time of what goes on that day; what is not known counts as nothing."""
    percent = 0
    for spell in spells:
        if spell.is_running(day):
            percent += spell.percent or 0
    return percent


def list_running(user: Staff, enrolment: Enrolment) -> tuple[list[Spell], list[Spell]]:
    """Return work and studies without a last day, each with the greatest extent first."""
    rows = Spell.objects.visible_in(user, enrolment).filter(ended_on=None)
    ordered = list(rows.order_by(F("percent").desc(nulls_last=True), "started_on", "pk"))
    work = [spell for spell in ordered if spell.kind == SpellKind.WORK]
    studies = [spell for spell in ordered if spell.kind == SpellKind.STUDIES]
    return work, studies


def total_percent(spells: list[Spell]) -> int | None:
    """Return the per cent of full time together, at most 100; None when one is not known."""
    total = 0
    for spell in spells:
        if spell.percent is None:
            return None
        total += spell.percent
    return min(total, 100)
