"""The person: identity, apart from every stay in a delprojekt."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mia.access.querysets import AuditedQuerySet
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import plain_text_constraint
from participants.people.enums import IdentityKind, Protection, Sex
from participants.visibility import is_visible

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff
    from participants.enrolments.models import Enrolment


class ParticipantQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Persons with at least one enrolment that the user sees."""
        enrolments = apps.get_model("participants", "Enrolment").objects.visible_to(user)
        return self.filter(pk__in=enrolments.values("participant_id")).audited()


class PersonalNumberQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        enrolments = apps.get_model("participants", "Enrolment").objects.visible_to(user)
        return self.filter(participant__in=enrolments.values("participant_id")).audited()

    def visible_in(self, user: "Staff", enrolment: "Enrolment") -> Self:
        """Return the numbers of the enrolment's person, if `user` sees the enrolment."""
        if not is_visible(user, enrolment):
            return self.none()
        return self.filter(participant=enrolment.participant_id).audited()

    def current(self) -> Self:
        return self.filter(replaced_on=None)


@tracked()
class Participant(models.Model):
    """A participant. The names' searchable form lies in the database's own column `search_name`
    (participants/sql/tables/).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    given_name = models.CharField("förnamn", max_length=100)
    family_name = models.CharField("efternamn", max_length=100)
    birth_date = models.DateField("födelsedatum", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("födelseår")
    sex = models.CharField("juridiskt kön", max_length=1, choices=Sex)
    protection = models.CharField(
        "skyddade personuppgifter", max_length=30, choices=Protection, default=Protection.NONE
    )
    alias = models.CharField("alias", max_length=12, unique=True)
    interpreter_language = models.CharField("tolk behövs på språket", max_length=60, blank=True)
    # What is left of the row is for figures alone, and nobody is shown it (app.dispose).
    disposed_on = models.DateField("gallrad", null=True, editable=False)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="registrerad av",
        null=True,
        related_name="+",
    )

    objects = ParticipantQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "given_name",
        "family_name",
        "birth_date",
        "birth_year",
        "sex",
        "alias",
    }
    sensitive: ClassVar[set[str]] = {"protection", "interpreter_language"}
    retention: ClassVar[Rule] = EVIDENCE
    # app.dispose makes the date of birth coarse: it gives the same age at each start, no more.
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"birth_date", "birth_year", "sex", "protection"}),
        values={"given_name": "Gallrad", "family_name": "Gallrad"},
        unique=("alias",),
    )

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        constraints = [
            plain_text_constraint("participant", "given_name"),
            plain_text_constraint("participant", "family_name"),
        ]
        indexes = [
            models.Index(fields=["family_name", "given_name", "id"], name="participant_by_name"),
            models.Index(fields=["birth_date"], name="participant_by_birth_date"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def participant_key(self) -> UUID:
        return self.id

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    @property
    def born(self) -> str:
        """The day, or the year when no more is known."""
        return f"{self.birth_date or self.birth_year}"

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years, or None when only the year of birth is known."""
        if self.birth_date is None:
            return None
        years = day.year - self.birth_date.year
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return years if had_birthday else years - 1

    @property
    def initials(self) -> str:
        """For page titles, which lie in the browser's history."""
        return f"{self.given_name[:1]}.{self.family_name[:1]}."


@tracked()
class PersonalNumber(models.Model):
    """A number the person has or had: it may change, so it is a history and never a key. Under a
    policy of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="personal_numbers"
    )
    kind = models.CharField("identitetstyp", max_length=5, choices=IdentityKind)
    number = models.CharField("nummer", max_length=12)
    replaced_on = models.DateField("ersatt", null=True, blank=True)

    objects = PersonalNumberQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"kind", "number"}
    sensitive: ClassVar[set[str]] = set()
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "personnummer"
        verbose_name_plural = "personnummer"
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="personalnumber_belongs_to_one",
                violation_error_code="number",
                violation_error_message="Numret kan inte registreras här. Kontakta koordinatorn.",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(replaced_on=None),
                name="personalnumber_is_one_at_a_time",
                violation_error_code="number",
                violation_error_message="Deltagaren har redan ett gällande nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number[:8]}-****"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id


class MissingNumberQuerySet(PersonalNumberQuerySet):
    def current(self) -> Self:
        return self.filter(ended_on=None)


@tracked()
class MissingNumber(models.Model):
    """That a person was registered without a number, and why; `ended_on` is the day on which a
    number came.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="missing_numbers"
    )
    reason = models.ForeignKey(
        "participants.NumberReason", models.PROTECT, verbose_name="skäl", related_name="+"
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("numret kom", null=True, blank=True)

    objects = MissingNumberQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"reason", "started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = set()
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "nummer som saknas"
        verbose_name_plural = "nummer som saknas"

    def __str__(self) -> str:
        return f"{self.reason}"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id


class UnknownNumber(models.Model):
    """That somebody asked for, or registered, a number of nobody whom they may see.

    Counted, so that nobody can try their way to a number (docs/security.md §5). The number itself
    is not kept.
    """

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="användare", related_name="+"
    )
    at = models.DateTimeField("tidpunkt", db_default=Now())
    birth = models.CharField("födelsedatum i numret", max_length=8)
    is_by_hand = models.BooleanField("för hand", default=True)

    class Meta:
        verbose_name = "okänt nummer"
        verbose_name_plural = "okända nummer"
        indexes = [models.Index(fields=["staff", "-at"], name="unknownnumber_by_staff")]

    def __str__(self) -> str:
        return f"okänt nummer, {self.at:%Y-%m-%d %H:%M}"
