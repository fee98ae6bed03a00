"""Groups: everyone present by default, each a contact; it feeds hours, timeline and ESF's file."""

import html
from datetime import date, timedelta

import pytest

from interventions.contacts.models import Contact
from interventions.groups.models import Group, GroupMember, GroupOccasion
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from reporting.documents import group_sheet
from tests import factories
from tests.interventions.cases.pages import page_of
from tests.interventions.removals.test_removal import WHY, removal_of, remove_url
from tests.participants.enrolments.test_closing import END, typed
from tests.participants.enrolments.test_closing import url as close_url
from tests.reporting.county import fetch

DAY = date(2021, 3, 4)


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def occasion(world):
    """Of the group in OS, in which Anna has a second participant."""
    second = factories.case(world.os, world.anna, given_name="Åke", family_name="Öst")
    world.second = second
    group = Group.objects.get(delprojekt=world.os)
    factories.GroupMemberFactory(enrolment=second, group=group, registered_by=world.anna)
    return GroupOccasion.objects.get(group=group)


def contacts_of(enrolment):
    rows = Contact.objects.filter(enrolment=enrolment, held_on=DAY)
    return list(rows.values_list("minutes", "channel", "outcome", "staff"))


def shown(client, occasion):
    """The versions that the page of the occasion carries, as a browser sends them back."""
    page = client.get(occasion.get_absolute_url())
    if page.status_code != 200:
        return {}
    lines = page.context["form"].lines
    return {line.version.html_name: line.version.value() for line in lines}


def note(client, occasion, *absent, versions=None, **minutes):
    sent = {"absent": [enrolment.pk for enrolment in absent], "sent": "1"}
    sent |= shown(client, occasion) if versions is None else versions
    return client.post(occasion.get_absolute_url(), sent | minutes)


def test_everyone_is_there_but_those_who_are_marked(world, login, occasion):
    client = login(world.anna)
    page = text_of(client.get(occasion.get_absolute_url()))
    assert "Ylva Ekdal" in page
    assert "Göran" not in page, "Bo's participant is Bo's to note"
    assert " checked" not in page
    own = {f"minutes_{world.protected.pk}": "1,5 tim"}
    for _ in range(2):  # sent twice it is one
        assert note(client, occasion, world.second, **own).status_code == 302
        assert contacts_of(world.own) == [(120, "GRUPP", "GENOMFORD", world.anna.pk)]
        assert contacts_of(world.protected) == [(90, "GRUPP", "GENOMFORD", world.anna.pk)]
        assert contacts_of(world.second) == [(0, "GRUPP", "UTEBLIVEN", world.anna.pk)]
        assert contacts_of(world.colleagues) == []
    assert text_of(client.get(occasion.get_absolute_url())).count(" checked") == 1
    assert "Gruppträff, 120 min" in page_of(client, world.own)
    note(client, occasion)
    assert contacts_of(world.second) == [(120, "GRUPP", "GENOMFORD", world.anna.pk)]
    note(login(world.bo), occasion)
    assert contacts_of(world.colleagues) == [(120, "GRUPP", "GENOMFORD", world.anna.pk)]
    assert len(contacts_of(world.own)) == 1


def test_it_counts_as_participation_time(world, login, occasion):
    note(login(world.anna), occasion)
    _, content = fetch(login(world.coordinator), "esf-deltagare")
    lines = [line.split(";") for line in content.decode("utf-8-sig").splitlines()[1:]]
    assert sorted(tuple(line[7:9]) for line in lines if line[1] == "OS").count(("3,0", "2")) == 2
    assert "3,0" in text_of(login(world.anna).get("/narvaro/2021-03/"))


def test_a_note_that_was_written_meanwhile_stays(world, login, occasion):
    client = login(world.anna)
    note(client, occasion)
    contact = Contact.objects.get(enrolment=world.own, held_on=DAY)
    factories.NoteFactory(contact=contact, text="Berättade om sin vecka.")
    note(client, occasion, **{f"minutes_{world.own.pk}": "60"})
    assert contacts_of(world.own)[0][0] == 60
    assert "Berättade om sin vecka." in page_of(client, world.own)


def test_a_correction_since_the_page_was_opened_is_not_written_over(world, login, occasion):
    anna, dan = login(world.anna), login(world.dan)
    note(anna, occasion)
    opened = shown(anna, occasion)
    note(dan, occasion, **{f"minutes_{world.own.pk}": "60"})
    answer = note(anna, occasion, world.second, versions=opened)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Dan Provsson ändrade raden medan du hade sidan öppen: genomförd, 60 minuter." in page
    assert page.count(" checked") == 1, "what was typed stays"
    assert contacts_of(world.own)[0][0] == 60
    assert contacts_of(world.second)[0][0] == 120, "all of the page is saved, or nothing"
    again = {line.version.html_name: line.version.value() for line in answer.context["form"].lines}
    assert note(anna, occasion, world.second, versions=again).status_code == 302
    assert contacts_of(world.own)[0][0] == 120
    assert contacts_of(world.second)[0][2] == "UTEBLIVEN"


def test_who_was_noted_or_came_since_the_page_was_opened_is_told(world, login, occasion):
    anna = login(world.anna)
    opened = shown(anna, occasion)
    note(login(world.dan), occasion, world.own)
    assert note(anna, occasion, versions=opened).status_code == 409
    assert contacts_of(world.own)[0][2] == "UTEBLIVEN"
    assert note(anna, occasion, world.own, versions=opened).status_code == 302, "they agree"
    later = factories.case(world.os, world.anna, given_name="Ny", family_name="Nysson")
    group = occasion.group
    factories.GroupMemberFactory(enrolment=later, group=group, registered_by=world.anna)
    assert "Ny Nysson har kommit till" in text_of(note(anna, occasion, world.own, versions=opened))
    assert contacts_of(later) == []


def test_each_sees_whether_their_own_are_noted(world, login, occasion):
    anna, bo = login(world.anna), login(world.bo)
    page = occasion.group.get_absolute_url()

    def states():
        return [("Att notera" in text, ">Noterad<" in text) for text in map(text_of, pages())]

    def pages():
        return [anna.get(page), bo.get(page)]

    assert states() == [(True, False), (True, False)]
    note(bo, occasion)
    assert states() == [(True, False), (False, True)]
    note(anna, occasion)
    assert states() == [(False, True), (False, True)]
    assert "Närvaron är noterad." in text_of(anna.get(occasion.get_absolute_url()))


def test_occasions_are_listed_in_pages(world, login, occasion):
    for number in range(1, 21):
        held_on = DAY + timedelta(days=number)
        factories.GroupOccasionFactory(group=occasion.group, held_on=held_on)
    client, page = login(world.anna), occasion.group.get_absolute_url()
    first = text_of(client.get(page))
    assert (first.count("/grupper/traffar/"), "Sida 1 av 2" in first) == (20, True)
    assert occasion.get_absolute_url() in text_of(client.get(f"{page}?page=2"))
    assert occasion.get_absolute_url() not in first


def test_the_log_names_those_alone_who_are_listed(world, login, occasion):
    """Anna may read Bo's case, but does not note for it: it is neither listed nor viewed."""
    factories.ReadAccessFactory(enrolment=world.colleagues, staff=world.anna)
    for page in (occasion.get_absolute_url(), occasion.group.get_absolute_url()):
        assert "Göran" not in text_of(login(world.anna).get(page))
        viewed = set(AccessLog.objects.order_by("-pk")[0].participants)
        assert world.own.participant_id in viewed
        assert world.colleagues.participant_id not in viewed


def test_a_contact_that_was_deleted_comes_back_when_it_is_restored(world, login, occasion):
    client = login(world.anna)
    note(client, occasion)
    contact = Contact.objects.get(enrolment=world.own, held_on=DAY)
    client.post(remove_url(contact), WHY)
    assert "Ylva" not in text_of(client.get(occasion.get_absolute_url()))
    note(client, occasion)
    assert contacts_of(world.own) == []
    client.post(removal_of(contact).get_absolute_url())
    assert contacts_of(world.own) == [(120, "GRUPP", "GENOMFORD", world.anna.pk)]


def test_what_was_corrected_to_cancelled_stays_so(world, login, occasion):
    client = login(world.anna)
    note(client, occasion)
    Contact.objects.filter(enrolment=world.own, held_on=DAY).update(outcome="AVBOKAD", minutes=0)
    assert text_of(client.get(occasion.get_absolute_url())).count(" checked") == 1
    note(client, occasion, world.own)
    assert contacts_of(world.own) == [(0, "GRUPP", "AVBOKAD", world.anna.pk)]


def test_who_is_not_mine_cannot_be_noted(world, login, occasion):
    factories.ReadAccessFactory(enrolment=world.colleagues, staff=world.anna)
    assert "Göran" not in text_of(login(world.anna).get(occasion.get_absolute_url()))
    answer = note(login(world.anna), occasion, world.colleagues)
    assert "Listan har ändrats" in text_of(answer)
    assert contacts_of(world.own) == []
    assert login(world.cecilia).get(occasion.get_absolute_url()).status_code == 404


def test_a_day_ahead_is_not_noted(world, login, occasion, today):
    GroupOccasion.objects.filter(pk=occasion.pk).update(held_on=today + timedelta(days=1))
    client = login(world.anna)
    assert "Träffen har inte varit än." in text_of(note(client, occasion))
    assert not Contact.objects.filter(channel="GRUPP").exists()


def test_a_group_is_made_planned_and_filled(world, login, today):
    client = login(world.anna)
    facts = {"name": "Kvinnogruppen", "kind": "DIGITAL", "audience": "KVINNOR"}
    facts |= {"leader": world.anna.pk, "started_on": today, "delprojekt": world.os.pk}
    facts["key"] = uuid7()
    answer = client.post("/grupper/ny/", facts | {"name": "=fusk"})
    assert "name" in answer.context["form"].errors
    for _ in range(2):
        assert client.post("/grupper/ny/", facts).status_code == 302
    other = client.post("/grupper/ny/", facts | {"name": "En annan grupp"})
    assert "Formuläret har redan använts" in text_of(other)
    group = Group.objects.get(name="Kvinnogruppen")
    page = group.get_absolute_url()
    when = {"held_on": today, "starts_at": "10.00", "minutes": "1,5 tim", "every_weeks": "1"}
    planning = client.post(f"{page}planera/", when).context["form"]
    assert "times" in planning.errors
    assert list(planning.fields) == ["held_on", "starts_at", "minutes", "every_weeks", "times"]
    client.post(f"{page}planera/", when | {"times": "3"})
    rows = GroupOccasion.objects.filter(group=group)
    assert sorted((row.held_on - today).days for row in rows) == [0, 7, 14]
    answer = client.post(f"{page}planera/", when | {"every_weeks": "0"})
    assert "Gruppen träffas redan den tiden." in text_of(answer)
    man = factories.case(world.os, world.anna, given_name="Per", family_name="Prov")
    type(man.participant).objects.filter(pk=man.participant_id).update(sex="M")
    type(man.participant).objects.filter(pk=world.own.participant_id).update(sex="K")
    offered = text_of(client.get(f"{page}deltagare/"))
    assert ("Ylva Ekdal" in offered, "Per Prov" in offered) == (True, False)
    client.post(f"{page}deltagare/", {"enrolments": [world.own.pk]})
    member = GroupMember.objects.get(group=group)
    assert "Började i en grupp" in page_of(client, world.own)
    assert "Kvinnogruppen" not in page_of(login(world.coordinator), world.own)
    first = rows.get(held_on=today)
    note(client, first)
    contact = Contact.objects.get(enrolment=world.own, held_on=today)
    assert (contact.channel, contact.minutes) == ("DIGITALT", 90)
    assert login(world.bo).post(f"/grupper/deltagande/{member.pk}/avsluta/").status_code == 404
    client.post(f"/grupper/deltagande/{member.pk}/avsluta/")
    assert client.post(f"/grupper/deltagande/{member.pk}/avsluta/").status_code == 302, "twice"
    assert f"till och med {today}" in text_of(client.get(page))
    assert "Slutade i en grupp" in page_of(client, world.own)


def test_nobody_is_let_go_in_an_emergency(world, login, occasion):
    """Bo has opened the protected case, to read it and to note that the participant came."""
    factories.EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
    bo, member = login(world.bo), GroupMember.objects.get(enrolment=world.protected)
    page = text_of(bo.get(occasion.group.get_absolute_url()))
    assert "Skyddade personuppgifter" in page
    url = f"/grupper/deltagande/{member.pk}/avsluta/"
    assert url not in page
    assert bo.post(url).status_code == 403
    assert note(bo, occasion).status_code == 302
    answer = note(bo, occasion, world.protected)
    assert "rättas inte i en nödöppning" in text_of(answer)
    assert contacts_of(world.protected)[0][2] == "GENOMFORD"
    assert url in text_of(login(world.anna).get(occasion.group.get_absolute_url()))


def test_a_time_in_a_group_ends_with_the_enrolment(world, login, occasion):
    client, member = login(world.anna), GroupMember.objects.get(enrolment=world.own)
    form = client.get(close_url(world.own)).context["form"]
    assert (f"grupp:{member.pk}", f"Gruppen {occasion.group}") in form.fields["ends_too"].choices
    assert client.post(close_url(world.own), typed(form)).status_code == 302
    member.refresh_from_db()
    assert member.ended_on == END
    assert "Slutade i en grupp" in page_of(client, world.own)


def test_its_leader_works_where_the_group_is(world, login, today):
    """Anna works in two delprojekt: everyone of both is offered, and one of them is refused."""
    factories.MembershipFactory(staff=world.anna, role="case_worker", delprojekt=world.hbs)
    client = login(world.anna)
    facts = {"name": "Kvinnogruppen", "kind": "KURS", "audience": "ALLA", "started_on": today}
    facts |= {"delprojekt": world.hbs.pk, "leader": world.bo.pk, "key": uuid7()}
    assert "Cecilia Provsson" in text_of(client.get("/grupper/ny/"))
    answer = client.post("/grupper/ny/", facts)
    assert "Gruppledaren arbetar inte i delprojektet." in text_of(answer)
    client.post("/grupper/ny/", facts | {"leader": world.cecilia.pk})
    group = Group.objects.get(name="Kvinnogruppen")
    assert (group.delprojekt, group.leader) == (world.hbs, world.cecilia)


def test_the_sheet_names_nobody_who_is_protected(world, login, occasion, monkeypatch):
    sheets = []
    real = group_sheet.group_sheet

    def kept(*args):
        sheets.append(real(*args))
        return sheets[-1]

    monkeypatch.setattr(group_sheet, "group_sheet", kept)
    answer = login(world.anna).get(f"{occasion.get_absolute_url()}lista/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert sheets[0].names == ["Ylva Ekdal", "Åke Öst"]
