"""Named reads for pages and commands, above the models. The QuerySets that models carry live in querysets.py."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from interventions.models import Contact, MethodWork, Note
from interventions.querysets import notes_wide
from mia.organisation.models import Membership, Staff
from mia.organisation.roles import Permission, roles_with
from participants.doors import assignments_of, consents_of, number_of
from participants.enums import ConsentKind
from participants.models import Assignment, Consent, Enrolment, PersonalNumber
from participants.querysets import answered_for

PAGE = 50  # contacts


def works_with(user: Staff, enrolment_id: UUID, delprojekt_id: int, *, is_protected: bool) -> bool:
    """Does `user` work with this participant: answers for it (or the team does), or leads the delprojekt?"""
    if delprojekt_id in notes_wide(user) and not is_protected:
        return True
    return user.may(Permission.READ_NOTES, delprojekt_id) and enrolment_id in answered_for(user)


def colleagues(delprojekt_id: int, today: date, *also: int | None) -> "QuerySet[Staff]":
    """Staff who work with participants in the delprojekt today, and those named in `also` (who may have left)."""
    return _colleagues(delprojekt_id, today, also).all()


@lru_cache(maxsize=1_000)
def _colleagues(delprojekt_id: int, today: date, also: tuple[int | None, ...]) -> "QuerySet[Staff]":
    """The question, which is the same all day; its answer is never kept."""
    held = Membership.objects.active(today).filter(
        staff=OuterRef("pk"), role__in=roles_with(Permission.LOG_CONTACT), delprojekt=delprojekt_id
    )
    named = Q(pk__in=[pk for pk in also if pk])
    return Staff.objects.filter(Q(Exists(held), is_active=True) | named).order_by("name", "pk")


@dataclass(frozen=True)
class Case:
    """What the case page says above its timeline."""

    enrolment: Enrolment
    today: date
    number: PersonalNumber | None
    assignments: list[Assignment]
    methods: list[MethodWork]
    consents: list[Consent]
    minutes_this_month: int

    @property
    def responsible(self) -> list[Staff]:
        """Who answers for the participant today; of an enrolment that has ended, who did at the end."""
        day = min(self.today, self.enrolment.ended_on or self.today)
        return [row.staff for row in self.assignments if holds(row, day)]

    @property
    def running(self) -> list[MethodWork]:
        return [work for work in self.methods if holds(work, self.today)]

    @property
    def left_open(self) -> list[MethodWork]:
        """Methods without a last day although the enrolment has ended."""
        return [] if self.enrolment.is_open else [work for work in self.methods if work.ended_on is None]

    @property
    def sus_consent(self) -> Consent | None:
        """The consent to SUS that holds today."""
        held = (
            consent
            for consent in self.consents
            if consent.kind == ConsentKind.SUS
            and consent.given_on <= self.today
            and (consent.withdrawn_on is None or consent.withdrawn_on > self.today)
        )
        return next(held, None)

    @property
    def is_enhanced(self) -> bool:
        """Does förstärkt samarbete run today?"""
        first, last = self.enrolment.enhanced_from, self.enrolment.enhanced_to
        return first is not None and first <= self.today and (last is None or last >= self.today)

    @property
    def time_this_month(self) -> str:
        """Participation time as people say it."""
        hours, minutes = divmod(self.minutes_this_month, 60)
        words = [f"{hours} tim"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours)
        return " ".join(words)

    @property
    def age(self) -> int | None:
        born = self.enrolment.participant.birth_date
        if born is None:
            return None
        return self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))


def holds(row: Assignment | MethodWork, day: date) -> bool:
    """Does something from–to (the last day inclusive) run on the day?"""
    return row.started_on <= day and (row.ended_on is None or row.ended_on >= day)


def case_of(enrolment: Enrolment, *, user: Staff, today: date) -> Case:
    """Everything of the case page but its timeline; five statements."""
    return Case(
        enrolment=enrolment,
        today=today,
        number=number_of(user, enrolment),
        assignments=list(assignments_of(user, enrolment)),
        methods=methods_of(enrolment, user=user),
        consents=list(consents_of(user, enrolment)),
        minutes_this_month=Contact.objects.visible_to(user)
        .filter(enrolment=enrolment)
        .minutes_of(today.replace(day=1), today),
    )


def methods_of(enrolment: Enrolment, *, user: Staff) -> list[MethodWork]:
    rows = MethodWork.objects.visible_to(user).filter(enrolment=enrolment)
    return list(rows.select_related("staff").in_order())


def default_method(running: list[MethodWork], user: Staff) -> str | None:
    """The method that `user` works with here; else the only one that runs."""
    own = [work.method for work in running if work.staff_id == user.pk]
    if own:
        return own[0]
    return running[0].method if len(running) == 1 else None


def notes_of(contacts: list[Contact], *, user: Staff) -> dict[UUID, str]:
    """Text by contact, for the notes that `user` may read."""
    rows = Note.objects.visible_to(user).filter(contact__in=[contact.pk for contact in contacts])
    return dict(rows.values_list("contact_id", "text"))
