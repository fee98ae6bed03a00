"""What has changed in locked months, on the page of today of those who hand them in."""

from interventions.contacts.models import Contact
from reporting.exports.models import ReportRun
from reporting.months.models import SentRow
from tests.reporting.county import fetch
from tests.reporting.months.test_changed_months import correct


def test_who_hands_months_in_sees_what_has_changed_since_friday(world, login, contact, locked):
    """Counted and listed of the delprojekt, until the month is locked anew."""
    url = "/idag/OS/lasta-manader/"
    assert locked.get(url).context["rows"] == []
    correct(login(world.anna), contact, minutes="90")
    hidden = world.protected.contacts.get()
    Contact.objects.filter(pk=hidden.pk).update(held_on="2021-03-10", minutes=30)
    (row,) = locked.get(url).context["rows"]
    assert row.entry.participant == "Ylva Ekdal"
    assert row.entry.text.endswith("2021-03 är låst")
    changed = locked.get("/idag/OS/").context["changed"]
    assert [one.number for one in changed if one.slug == "lasta-manader"] == [1]
    assert locked.get("/idag/HBS/lasta-manader/").context["rows"] == []
    assert login(world.leader).get(url).status_code == 404
    SentRow.objects.update(changed_at="2021-05-01 00:00+00:00")
    assert locked.get(url).context["rows"] == []


def test_what_is_locked_anew_has_not_changed(world, login, contact, locked):
    correct(login(world.anna), contact, minutes="90")
    fetch(locked, "esf-deltagare")
    run = ReportRun.objects.latest("made_at")
    locked.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    assert locked.get("/idag/OS/lasta-manader/").context["rows"] == []
