"""How a participant is reached, and other persons around the participant: encrypted."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.core.validators import EmailValidator, MaxLengthValidator, RegexValidator
from django.db import models

from mia.access.fields import EncryptedTextField, encrypted_constraint
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.contact_details.enums import ContactWay, RelationRole
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

NUMBER = RegexValidator(
    r"^\+?[\d -]{5,20}\Z", "Skriv numret med siffror, till exempel 070-123 45 67."
)
ADDRESS_LENGTH = 300
NAME_LENGTH = 100


class ContactDetailsQuerySet(ScopedQuerySet):
    """For those alone who work with the enrolment, as notes are: a coordinator reports without."""

    permission = Permission.READ_NOTES


@tracked()
class ContactDetails(models.Model):
    """Telephone, e-mail and address of a participant in one enrolment, and the preferred way.

    NULL = not known. The database takes the address away when the person has skyddad folkbokföring
    (docs/domain.md §6.6).
    """

    enrolment = models.OneToOneField(
        Enrolment,
        models.PROTECT,
        primary_key=True,
        verbose_name="inskrivning",
        related_name="contact_details",
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    telephone = EncryptedTextField(
        "telefon",
        null=True,
        blank=True,
        validators=[NUMBER],
        bound_to="enrolment_id",
        place="participants_contactdetails.telephone",
    )
    email = EncryptedTextField(
        "e-post",
        null=True,
        blank=True,
        validators=[EmailValidator("Skriv en e-postadress, till exempel namn@exempel.se.")],
        bound_to="enrolment_id",
        place="participants_contactdetails.email",
    )
    address = EncryptedTextField(
        "adress",
        null=True,
        blank=True,
        validators=[MaxLengthValidator(ADDRESS_LENGTH)],
        bound_to="enrolment_id",
        place="participants_contactdetails.address",
    )
    preferred_way = models.CharField(
        "vill bli kontaktad med", max_length=10, choices=ContactWay, blank=True
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = ContactDetailsQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"telephone", "email", "preferred_way"}
    sensitive: ClassVar[set[str]] = {"is_protected", "address"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "kontaktuppgifter"
        verbose_name_plural = "kontaktuppgifter"
        constraints = [
            encrypted_constraint("contactdetails", "telephone"),
            encrypted_constraint("contactdetails", "email"),
            encrypted_constraint("contactdetails", "address"),
        ]

    def __str__(self) -> str:
        return "kontaktuppgifter"

    @property
    def participant_key(self) -> UUID | None:
        """The view of the participant is recorded with the enrolment."""
        return None


@tracked()
class RelatedPerson(models.Model):
    """Somebody else who may be reached about a participant: a relative, a guardian, an official."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="related_persons"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    role = models.CharField("roll", max_length=20, choices=RelationRole)
    name = EncryptedTextField(
        "namn",
        validators=[MaxLengthValidator(NAME_LENGTH)],
        bound_to="id",
        place="participants_relatedperson.name",
    )
    telephone = EncryptedTextField(
        "telefon",
        null=True,
        blank=True,
        validators=[NUMBER],
        bound_to="id",
        place="participants_relatedperson.telephone",
    )
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ContactDetailsQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"role", "name", "telephone"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "närstående eller annan kontakt"
        verbose_name_plural = "närstående och andra kontakter"
        constraints = [
            encrypted_constraint("relatedperson", "name"),
            encrypted_constraint("relatedperson", "telephone"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def participant_key(self) -> UUID | None:
        """The view of the participant is recorded with the enrolment."""
        return None
