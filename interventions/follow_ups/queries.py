"""Which follow-ups are due: worked out from the dates, the same on the list and on the case."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from interventions.employment.models import Spell
from interventions.follow_ups.enums import AFTER_EXIT, OF_SPELL, Moment, Occasion
from interventions.follow_ups.models import FollowUp
from participants.codes.models import ExitReason
from participants.enrolments.enums import DECEASED
from participants.enrolments.models import Enrolment


@dataclass(frozen=True)
class DueFollowUp:
    """A follow-up of a case: its answer, or None while there is none."""

    occasion: Occasion
    spell: Spell | None
    due_on: date
    answer: FollowUp | None
    is_open: bool  # it is due today and waits for an answer

    @property
    def title(self) -> str:
        moment = self.occasion.moment.label
        if self.spell is None:
            return f"{moment} efter avslutet"
        return f"{moment} efter början, {self.spell}"

    @property
    def path(self) -> str:
        """The address of its form, after the case's own."""
        moment = self.occasion.moment.value
        if self.spell is None:
            return f"uppfoljning/{moment}/"
        return f"uppfoljning/{moment}/{self.spell.pk}/"


def is_followed(enrolment: Enrolment) -> bool:
    """Whether the exit is followed up: not of a mistaken registration, nor of who has died."""
    reason = enrolment.exit_reason
    if reason is None or enrolment.is_open:
        return False
    return reason.outcome != ExitReason.Outcome.ERROR and reason.code != DECEASED


def list_follow_ups(enrolment: Enrolment, today: date) -> list[DueFollowUp]:
    """Every follow-up of the case, in order of days; reads its spells and follow-ups, fetched."""
    answers = {(row.spell_id, row.moment): row for row in enrolment.follow_ups.all()}
    rows = []
    if is_followed(enrolment) and enrolment.ended_on is not None:
        for occasion in AFTER_EXIT:
            answer = answers.get((None, occasion.moment))
            rows.append(_follow_up(occasion, None, enrolment.ended_on, today, answer))
    for spell in enrolment.spells.all():
        if spell.started_on < enrolment.started_on:
            continue
        for occasion in OF_SPELL:
            answer = answers.get((spell.pk, occasion.moment))
            has_ended = spell.ended_on is not None and spell.ended_on < occasion.due_on(
                spell.started_on
            )
            if answer or not has_ended:
                rows.append(_follow_up(occasion, spell, spell.started_on, today, answer))
    return sorted(rows, key=_due_on)


def _due_on(row: DueFollowUp) -> date:
    return row.due_on


def _follow_up(
    occasion: Occasion, spell: Spell | None, first: date, today: date, answer: FollowUp | None
) -> DueFollowUp:
    is_open = answer is None and occasion.is_due(first, today)
    return DueFollowUp(occasion, spell, occasion.due_on(first), answer, is_open)


def exit_follow_up_due(today: date) -> Q:
    """Return the condition that the exit waits for a follow-up.

    Not of somebody who has come back to the same ESF project: then the record is open again
    (docs/domain.md §3.5), as far as the user sees the other enrolment.
    """
    is_due = Q()
    for occasion in AFTER_EXIT:
        answered = FollowUp.objects.filter(
            enrolment=OuterRef("pk"), spell=None, moment=occasion.moment
        )
        is_due |= _is_due("ended_on", occasion, today) & ~Q(Exists(answered))
    came_back = Enrolment.objects.filter(
        participant=OuterRef("participant"),
        project=OuterRef("project"),
        started_on__gt=OuterRef("ended_on"),
    )
    is_left_out = Q(exit_reason__outcome=ExitReason.Outcome.ERROR) | Q(exit_reason=DECEASED)
    return is_due & ~is_left_out & ~Q(Exists(came_back))


def spell_follow_up_due(today: date) -> Q:
    """Return the condition that work or studies wait for a follow-up, while enrolled or after."""
    is_due = Q()
    for occasion in OF_SPELL:
        answered = FollowUp.objects.filter(spell=OuterRef("pk"), moment=occasion.moment)
        waiting = Spell.objects.filter(
            _is_due("started_on", occasion, today),
            Q(ended_on=None) | Q(ended_on__gte=F("started_on") + occasion.due_after),
            ~Q(Exists(answered)),
            enrolment=OuterRef("pk"),
            started_on__gte=OuterRef("started_on"),
        )
        is_due |= Q(Exists(waiting))
    return is_due


def _is_due(field: str, occasion: Occasion, today: date) -> Q:
    """The condition that the occasion, counted from the day in `field`, is due and not closed."""
    latest = today - occasion.due_after
    closed = today - occasion.closes_after
    return Q(**{f"{field}__lte": latest, f"{field}__gt": closed})


def asks_for_improvement(enrolment: Enrolment, moment: str, spell: Spell | None) -> bool:
    """Whether the follow-up asks those who worked at entry if their situation is better."""
    is_six_months = spell is None and moment == Moment.MONTHS_6
    return is_six_months and enrolment.labour_status == "SYSSELSATT"
