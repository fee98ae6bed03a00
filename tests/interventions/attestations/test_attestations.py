"""The month's attendance: all my sheets as one PDF, and who has attested the time."""

import html
import time as clock
from datetime import date

import page
import pytest

from interventions.attestations.models import Attestation
from interventions.attestations.queries import list_attendance
from mia import audit
from mia.access import identity
from mia.audit.models import AccessLog
from mia.core.period import Period
from reporting.documents.attendance import attendance_of_all
from tests import factories
from tests.reporting.county import fetch

PAGE = "/narvaro/2021-03/"


@pytest.fixture(autouse=True)
def _none_yet(world):
    Attestation.objects.all().delete()


def contact(enrolment, day, minutes=60, **more):
    more.setdefault("channel", "MOTE")
    return factories.ContactFactory(
        enrolment=enrolment, held_on=date(2021, 3, day), minutes=minutes, **more
    )


def text_of(response):
    return html.unescape(response.content.decode())


def shown(client):
    """The minutes that the page shows of each, as a browser sends them back."""
    lines = client.get(PAGE).context["form"].lines
    return {line.minutes.html_name: line.row.minutes for line in lines}


def attest(client, sent, minutes=None):
    return client.post(PAGE, sent | (shown(client) if minutes is None else minutes))


def test_the_page_lists_my_own_and_their_hours(world, login):
    contact(world.own, 9, 45)
    contact(world.own, 10, 30, channel="MEDDELANDE")
    page = text_of(login(world.anna).get(PAGE))
    assert "Ylva Ekdal" in page
    assert "1,8" in page
    assert "Göran" not in page
    assert "Ingen av dina deltagare" in text_of(login(world.leader).get(PAGE))
    assert "Ingen av dina deltagare" in text_of(login(world.anna).get("/narvaro/2021-02/"))
    assert login(world.anna).get("/narvaro/2021-13/").status_code == 404


def test_time_after_the_exit_is_no_attendance(world, login):
    """As in esf-deltagare: a follow-up after the last day is a contact, but no participation."""
    contact(world.own, 20, 500, channel="TELEFON")
    type(world.own)._base_manager.filter(pk=world.own.pk).update(
        ended_on=date(2021, 3, 19), exit_reason="ARBETE"
    )
    page = text_of(login(world.coordinator).get(f"/deltagare/{world.own.pk}/narvarorapport/"))
    assert '<td class="num">1,0</td>' in page


@pytest.mark.parametrize("sent", [{"everyone": "on"}, "chosen"])
def test_all_or_some_are_attested(world, login, sent):
    client = login(world.anna)
    answer = attest(client, {"sent": "1"})
    assert "Välj minst en" in text_of(answer)
    if sent == "chosen":
        sent = {"enrolments": [world.own.pk]}
    assert attest(client, sent).status_code == 302
    keys = {world.own.pk, world.protected.pk} if "everyone" in sent else {world.own.pk}
    rows = Attestation.objects.all()
    assert {row.enrolment_id for row in rows} == keys
    assert ("Intyga alla" in text_of(client.get(PAGE))) == ("everyone" not in sent)
    assert {(row.minutes, row.registered_by_id) for row in rows} == {(60, world.anna.pk)}
    assert AccessLog.objects.filter(event__contains="attendance.attested").exists()


def test_nobody_attests_for_another_s_participant(world, login):
    answer = attest(login(world.anna), {"enrolments": [world.colleagues.pk]})
    assert "Listan har ändrats" in text_of(answer)
    assert not Attestation.objects.exists()


def test_time_that_is_added_later_is_attested_anew(world, login):
    client = login(world.anna)
    attest(client, {"enrolments": [world.own.pk]})
    contact(world.own, 9, 45)
    assert "Tiden har ändrats" in text_of(client.get(PAGE))
    attest(client, {"enrolments": [world.own.pk]})
    assert Attestation.objects.get().minutes == 105
    assert "Tiden har ändrats" not in text_of(client.get(PAGE))
    one = f"/deltagare/{world.own.pk}/intyga/2021-03/"
    client.post(one, {"withdrawn": "on"})
    assert not Attestation.objects.exists()
    client.post(one, {"minutes": "105"})
    assert Attestation.objects.get().minutes == 105
    empty = f"/deltagare/{world.own.pk}/intyga/2021-02/"
    assert "ingen tid" in text_of(client.post(empty, {"minutes": "0"}, follow=True))


def test_what_is_attested_is_the_time_that_was_shown(world, login):
    client, chosen = login(world.anna), {"enrolments": [world.own.pk]}
    opened = shown(client)
    contact(world.own, 9, 45)
    answer = attest(client, chosen, opened)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Du såg 60 minuter (1,0 timmar), nu är den 105 minuter (1,8 timmar)." in page
    assert page.count(" checked") == 1, "what was chosen stays"
    assert not Attestation.objects.exists()
    assert attest(client, {"everyone": "on"}, opened).status_code == 409
    assert not Attestation.objects.exists(), "all, or nothing"
    assert attest(client, chosen, shown(client)).status_code == 302
    assert Attestation.objects.get().minutes == 105


def test_time_that_was_not_shown_is_not_attested(world, login):
    client, opened = login(world.anna), shown(login(world.anna))
    later = factories.case(world.os, world.anna, given_name="Ny", family_name="Nysson")
    contact(later, 9, 45)
    answer = attest(client, {"everyone": "on"}, opened)
    assert "Tiden fanns inte när du öppnade sidan, nu är den 45 minuter" in text_of(answer)
    assert not Attestation.objects.exists()


def test_a_month_of_one_is_attested_as_it_was_shown(world, login):
    client = login(world.anna)
    months, one = f"/deltagare/{world.own.pk}/narvarorapport/", "/intyga/2021-03/"
    assert 'name="minutes" value="60"' in text_of(client.get(months))
    contact(world.own, 9, 45)
    for sent in ({"minutes": "60"}, {"minutes": "x"}, {}):
        answer = client.post(f"/deltagare/{world.own.pk}{one}", sent, follow=True)
        assert "nu är den 105 minuter" in text_of(answer)
    assert not Attestation.objects.exists()


def test_the_file_to_esf_says_it_while_it_is_true(world, login):
    attest(login(world.anna), {"enrolments": [world.own.pk]})

    def attested():
        _, content = fetch(login(world.coordinator), "esf-deltagare")
        text = content.decode("utf-8-sig")
        return sorted(line.split(";")[-2] for line in text.splitlines()[1:])

    assert attested() == ["J", "N", "N", "N"]
    contact(world.own, 9, 45)
    assert attested() == ["N", "N", "N", "N"]


def test_25_sheets_are_one_document(world, login, django_assert_max_num_queries, tmp_path):
    for number in range(23):
        contact(factories.case(world.os, world.anna, given_name=f"Prov{number}"), 2)
    client = login(world.anna)
    began = clock.perf_counter()
    with django_assert_max_num_queries(30):  # as many for one as for 25
        answer = client.get(f"{PAGE}pdf/")
    print(f"25 sheets: {clock.perf_counter() - began:.2f} s")
    assert answer.headers["Content-Type"] == "application/pdf"
    name = 'inline; filename="narvarorapporter_2021-03.pdf"'
    assert answer.headers["Content-Disposition"] == name
    log = AccessLog.objects.filter(event__contains="attendance.printed").latest("pk")
    assert len(log.participants) == 25
    with identity.acting_as(world.anna.pk, source="test"):
        audit.begin()
        month = Period.month("2021-03")
        rows = list_attendance(world.anna, month, world.today)
        text, content = attendance_of_all(world.anna, rows, month).pdf()
        audit.end()
    assert text.count('<article class="sheet">') == 25
    (tmp_path / "sheets.pdf").write_bytes(content)
    result = page.validate_pdf(str(tmp_path / "sheets.pdf"), profile="ua1")
    assert result.is_compliant


@pytest.mark.parametrize(
    ("month", "beside", "beyond"),
    [("1900-01", "1900-02", "1899-12"), ("2099-12", "2099-11", "2100-01")],
)
def test_the_first_and_the_last_month_have_no_month_beyond(world, login, month, beside, beyond):
    answer = login(world.anna).get(f"/narvaro/{month}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert beyond not in page
    assert beside in page
