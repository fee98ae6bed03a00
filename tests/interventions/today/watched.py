"""The delprojekt on the page of today as tests read it, and cases in it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from interventions.today import lists
from participants.enrolments.models import Enrolment
from tests import factories

URL = "/idag/OS/"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
# Statements that keep the session: in a test at each request, else once in a while.
SESSION = 2
SLUGS = ["nyinskrivna", "avslutade", "remisser", "utan-kontakt", "metoder", "placeringar"]
SLUGS += ["metoder-borjade", "metoder-slutade", "overlamningar", "tiden"]
LONG_AGO = date(2021, 3, 1)
COUNTED = ("waiting", "ending", "changed")


def numbers(client, url=URL):
    """The numbers of the page by the slug of their list, and that each has its link."""
    page = client.get(url)
    counted = [one for part in COUNTED for one in page.context[part]]
    for one in counted:
        assert f'href="{url}{one.slug}/"' in page.content.decode()
    return {one.slug: one.number for one in counted}


def listed(client, slug, url=URL):
    """The persons of a list, in order."""
    rows = client.get(f"{url}{slug}/").context["rows"]
    return [row.entry.participant for row in rows]


def friday_of(today):
    """The day of the last Friday at 17 that has passed."""
    return lists.watched_at(None, timezone.localtime()).since.date()


def calm(world, *, family_name, responsible=None, **facts):
    """An open case of long ago with a contact today and nothing that ends."""
    facts = {"started_on": LONG_AGO, **facts}
    enrolment = factories.case(
        world.os, responsible or world.anna, given_name="Ola", family_name=family_name, **facts
    )
    factories.ContactFactory(enrolment=enrolment, held_on=world.today, staff=world.bo)
    long_registered(enrolment)
    return enrolment


def long_registered(*enrolments):
    """As if they had been registered long ago."""
    keys = [enrolment.pk for enrolment in enrolments]
    Enrolment.objects.filter(pk__in=keys).update(registered_at=timezone.now() - timedelta(days=90))
