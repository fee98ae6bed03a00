"""The people and cases of the tests, with every kind of row that could leak."""

from types import SimpleNamespace

from django.utils import timezone

from mia.access.roles import Role
from mia.organisation.delprojekt.models import Delprojekt
from tests.factories import (
    ConsentFactory,
    ContactDetailsFactory,
    ContactFactory,
    MethodWorkFactory,
    NoteFactory,
    RelatedPersonFactory,
    TeamFactory,
    case,
    staff,
)


def world() -> SimpleNamespace:
    """Staff of every role, and four cases: own, a colleague's, elsewhere, and protected."""
    os, hbs = Delprojekt.objects.get(code="OS"), Delprojekt.objects.get(code="HBS")
    north, south = TeamFactory(delprojekt=os, name="Norr"), TeamFactory(delprojekt=os, name="Söder")
    cast = SimpleNamespace(os=os, hbs=hbs, today=timezone.localdate())
    cast.anna = staff("anna", Role.CASE_WORKER, os, north)
    cast.dan = staff("dan", Role.CASE_WORKER, os, north)
    cast.bo = staff("bo", Role.CASE_WORKER, os, south)
    cast.cecilia = staff("cecilia", Role.CASE_WORKER, hbs)
    cast.leader = staff("ledare", Role.PROJECT_LEADER, os)
    cast.other_leader = staff("ledare.hbs", Role.PROJECT_LEADER, hbs)
    cast.coordinator = staff("koordinator", Role.COORDINATOR)
    cast.investigator = staff("utredare", Role.INVESTIGATOR)
    cast.admin = staff("admin", Role.ADMINISTRATOR)
    cast.reviewer = staff("granskare", Role.LOG_REVIEWER)
    cast.own = case(os, cast.anna, given_name="Ylva", family_name="Ekdal")
    cast.colleagues = case(os, cast.bo, given_name="Göran", family_name="Åsberg")
    cast.elsewhere = case(hbs, cast.cecilia, given_name="Maj", family_name="Lindö")
    cast.protected = case(
        os,
        cast.anna,
        given_name="Hemlig",
        family_name="Hemmansson",
        protection="SEKRETESSMARKERING",
    )
    for enrolment in (cast.own, cast.colleagues, cast.elsewhere, cast.protected):
        contact = ContactFactory(enrolment=enrolment, registered_by=cast.anna)
        NoteFactory(contact=contact, text=f"Anteckning om {enrolment.participant}")
        MethodWorkFactory(enrolment=enrolment)
        ConsentFactory(enrolment=enrolment)
        ContactDetailsFactory(enrolment=enrolment)
        RelatedPersonFactory(enrolment=enrolment)
    return cast
