"""Reads of scales, reviews, and the logged work that measures are computed of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from interventions.contacts.enums import Outcome
from interventions.contacts.models import Contact
from interventions.employment.enums import SpellKind
from interventions.employment.models import Spell
from interventions.fidelity.facts import (
    QUARTER,
    YEAR,
    Case,
    EmployerMeeting,
    Job,
    LoggedContact,
    Profile,
    UnitData,
)
from interventions.fidelity.measures import Computed, compute
from interventions.fidelity.models import (
    FidelityBand,
    FidelityItem,
    FidelityReview,
    FidelityScale,
    FidelityScore,
)
from interventions.job_search.enums import ContactWay, Disclosure
from interventions.job_search.models import EmployerContact, VocationalProfile
from interventions.methods.models import MethodWork, PhaseChange
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff

Keys = Iterable[UUID]


class ScoredItem(NamedTuple):
    """An item with what is computed of logged work; nothing for one that needs an interview."""

    item: FidelityItem
    computed: Computed | None

    @property
    def score(self) -> int | None:
        """The score of the computed value; None without one."""
        if self.computed is None or self.computed.value is None:
            return None
        return self.item.score_of(self.computed.value)

    @property
    def next_limit(self) -> str:
        """What the next higher score takes, in words; empty when there is none."""
        if self.computed is None or self.computed.value is None or self.score is None:
            return ""
        better = [(score, bound) for score, bound in self.item.limits if score > self.score]
        if not better:
            return ""
        score, bound = better[-1]
        word = "högst" if self.item.is_lower_better else "minst"
        return f"{score} poäng: {word} {bound.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class ReviewTotal:
    """A review with its total, the band of the total, and the change since the one before."""

    review: FidelityReview
    total: int
    band: str
    change: int | None


def list_scales(today: date) -> list[FidelityScale]:
    """Return the scales in use, in their order."""
    return list(FidelityScale.objects.current(today))


def list_items(scale: FidelityScale) -> list[FidelityItem]:
    """Return the items of a scale, by number."""
    return list(scale.items.order_by("number"))


def band_of(total: int, bands: Iterable[FidelityBand]) -> str:
    """Return what a total says: the highest band that it reaches; empty below all."""
    reached = [band for band in bands if band.least <= total]
    if not reached:
        return ""
    return max(reached, key=lambda band: band.least).label


def list_reviews(delprojekt: Delprojekt, scale: FidelityScale) -> list[ReviewTotal]:
    """Return the reviews with their totals, the latest first. Two statements."""
    bands = list(scale.bands.all())
    rows: QuerySet[Any] = FidelityReview.objects.filter(delprojekt=delprojekt, scale=scale)
    listed: list[ReviewTotal] = []
    former: int | None = None
    for review in rows.annotate(total=Sum("scores__score")).order_by("reviewed_on"):
        total = review.total or 0
        change = total - former if former is not None else None
        listed.append(ReviewTotal(review, total, band_of(total, bands), change))
        former = total
    return listed[::-1]


def latest_reviews(places: list[Delprojekt]) -> dict[tuple[int, str], FidelityReview]:
    """Return the latest review of each delprojekt and scale. One statement."""
    rows = FidelityReview.objects.filter(delprojekt__in=places).order_by("reviewed_on")
    return {(row.delprojekt_id, row.scale_id): row for row in rows}


def list_scores(review: FidelityReview) -> list[FidelityScore]:
    """Return the scores of a review with their items, by number."""
    return list(review.scores.select_related("item").order_by("item__number"))


def scored_items(
    user: Staff, delprojekt: Delprojekt, scale: FidelityScale, today: date
) -> list[ScoredItem]:
    """Return every item with what logged work says of it. Seven statements."""
    data = read_unit(user, delprojekt, scale.method, today)
    scored = []
    for item in list_items(scale):
        computed = compute(item.measure, data) if item.measure else None
        scored.append(ScoredItem(item, computed))
    return scored


def read_unit(user: Staff, delprojekt: Delprojekt, method: str, today: date) -> UnitData:
    """Return the work of the delprojekt with the method, of what the user sees. Six statements."""
    cases = list(_cases(user, delprojekt, method, today))
    keys = [case.enrolment for case in cases]
    staff = {case.staff for case in cases if case.staff is not None}
    return UnitData(
        today=today,
        cases=cases,
        contacts=list(_contacts(user, delprojekt, staff, today)),
        meetings=list(_meetings(user, keys)),
        jobs=list(_jobs(user, keys, today)),
        profiles=dict(_profiles(user, keys)),
        phases=dict(_phases(user, keys, method, today)),
    )


def _cases(user: Staff, delprojekt: Delprojekt, method: str, today: date) -> Iterable[Case]:
    """The latest work of each enrolment that runs or has run within a year."""
    has_run = Q(ended_on=None) | Q(ended_on__gte=today - YEAR)
    works = MethodWork.objects.visible_to(user).filter(
        has_run, delprojekt=delprojekt, method=method, started_on__lte=today
    )
    columns = (
        "enrolment",
        "enrolment__participant",
        "enrolment__participant__given_name",
        "enrolment__participant__family_name",
        "staff",
        "staff__name",
        "started_on",
        "ended_on",
    )
    rows = works.order_by("enrolment", "-started_on").distinct("enrolment")
    for enrolment, person, given, family, staff, name, first, last in rows.values_list(*columns):
        yield Case(enrolment, person, f"{given} {family}", staff, name or "", first, last)


def _contacts(
    user: Staff, delprojekt: Delprojekt, staff: set[int], today: date
) -> Iterable[LoggedContact]:
    rows: QuerySet[Any] = Contact.objects.visible_to(user).filter(
        delprojekt=delprojekt,
        staff__in=staff,
        outcome=Outcome.HELD,
        held_on__range=(today - QUARTER, today),
    )
    for row in rows.values_list("staff", "enrolment", "channel", "minutes", "held_on"):
        yield LoggedContact(*row)


def _meetings(user: Staff, keys: Keys) -> Iterable[EmployerMeeting]:
    rows = EmployerContact.objects.visible_to(user).filter(enrolment__in=keys)
    for enrolment, held_on, way in rows.values_list("enrolment", "held_on", "way"):
        yield EmployerMeeting(enrolment, held_on, way == ContactWay.VISIT)


def _jobs(user: Staff, keys: Keys, today: date) -> Iterable[Job]:
    """Work that goes on, or began within a year."""
    counts = Q(ended_on=None) | Q(ended_on__gte=today) | Q(started_on__gte=today - YEAR)
    rows = Spell.objects.visible_to(user).filter(
        counts, kind=SpellKind.WORK, enrolment__in=keys, started_on__lte=today
    )
    columns = ("enrolment", "organisation", "role", "work_type", "started_on", "ended_on")
    for enrolment, employer, role, work_type, first, last in rows.values_list(*columns):
        yield Job(enrolment, employer, role or "okänt yrke", work_type, first, last)


def _profiles(user: Staff, keys: Keys) -> Iterable[tuple[UUID, Profile]]:
    rows = VocationalProfile.objects.visible_to(user).filter(enrolment__in=keys)
    for key, disclosure, counselled in rows.values_list("enrolment", "disclosure", "counselled_on"):
        yield key, Profile(disclosure != Disclosure.NOT_ASKED, counselled is not None)


def _phases(user: Staff, keys: Keys, method: str, today: date) -> Iterable[tuple[str, int]]:
    """The phases that were entered within a year, and by how many."""
    rows = PhaseChange.objects.visible_to(user).filter(
        enrolment__in=keys,
        phase__method=method,
        withdrawn_at=None,
        changed_on__range=(today - YEAR, today),
    )
    grouped = rows.order_by("phase__position").values_list("phase__label", "phase__position")
    for label, _position, number in grouped.annotate(number=Count("enrolment", distinct=True)):
        yield label, number
