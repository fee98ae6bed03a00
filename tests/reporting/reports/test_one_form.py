"""One form on a report's page: the file that is fetched is what is shown, and the page knows it."""

import html
import re
from datetime import date
from uuid import UUID

from django.utils import timezone

from mia.organisation.delprojekt.models import EsfProject
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.reports import month_work
from tests.factories import ContactFactory
from tests.reporting.reports.test_reports_pages import FIGURES, text_of


def test_a_step_is_not_late_before_its_day(world, as_user):
    with as_user(world.coordinator):
        steps = month_work.checklist(
            world.coordinator, EXPORTS.values(), "2022-12", date(2023, 1, 28), {}
        )
    assert steps[0].state == "Inte hämtad"


SHOWN = {"month": "2021-03", "shown": "month=2021-03&project=MIA_VIDARE"}


def test_a_file_of_another_month_than_is_shown_is_not_fetched_silently(world, login):
    """Another month is chosen, and the button pressed without looking at it first."""
    client = login(world.coordinator)
    page = client.get("/rapporter/esf-deltagare/?month=2021-03&project=MIA_VIDARE")
    shown = re.search(r'name="shown" value="([^"]*)"', page.content.decode())[1]
    assert html.unescape(shown) == SHOWN["shown"]
    data = SHOWN | {"project": "MIA_VIDARE", "format": "csv"}
    other = client.post("/rapporter/esf-deltagare/", data | {"month": "2021-04"}, follow=True)
    assert other.redirect_chain[0][0].endswith("?month=2021-04&project=MIA_VIDARE")
    assert "ingen fil hämtades" in text_of(other)
    assert not ReportRun.objects.exists()
    same = client.post("/rapporter/esf-deltagare/", data)
    assert same.headers["Content-Disposition"].endswith('"esf-deltagare_2021-03.csv"')
    b"".join(same.streaming_content)
    assert ReportRun.objects.get().first_on == date(2021, 3, 1)


def test_the_choice_is_shown_by_the_same_form(world, login):
    client = login(world.coordinator)
    data = SHOWN | {"project": "MIA_VIDARE", "visa": "1", "month": "2021-04"}
    page = client.post("/rapporter/esf-deltagare/", data)
    assert page["Location"] == "/rapporter/esf-deltagare/?month=2021-04&project=MIA_VIDARE"
    assert text_of(client.get(page["Location"])).count("<form") <= 3


def test_the_page_knows_what_is_fetched_and_why_it_can_not_be_locked(world, login):
    client = login(world.coordinator)
    path = "/rapporter/esf-deltagare/?month=2021-03"
    assert "Hämta filen först." in text_of(client.get(path))
    response = client.post(
        "/rapporter/esf-deltagare/", {"month": "2021-03", "format": "csv", "key": str(UUID(int=7))}
    )
    assert response.cookies["hamtad"].value == str(UUID(int=7))
    b"".join(response.streaming_content)
    text = text_of(client.get(path))
    assert re.search(r"Hämtad 20\d\d-\d\d-\d\d \d\d:\d\d av Koordinator Provsson, 4 rader", text)
    assert "Lås 2021-03</button>" in text
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    text = text_of(client.get(path))
    assert "Uppgifterna har ändrats sedan filen hämtades." in text
    assert "Lås 2021-03</button>" not in text


def test_an_empty_month_and_one_that_is_not_over_are_told_before_the_file(world, login):
    client = login(world.coordinator)
    assert "Filen blir tom" in text_of(client.get("/rapporter/esf-deltagare/?month=2020-09"))
    EsfProject.objects.filter(code="MIA_VIDARE").update(ended_on=None)
    month = f"{timezone.localdate():%Y-%m}"
    text = text_of(client.get(f"/rapporter/esf-deltagare/?month={month}"))
    assert "Månaden är inte slut än. Filen får det som är registrerat hittills" in text
    assert f"Lås {month}</button>" not in text


def test_no_codes_stand_where_a_person_reads(world, login):
    client = login(world.coordinator)
    for slug in FIGURES:
        page = client.get(f"/rapporter/{slug}/?month=2021-03").content.decode()
        cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", page)
        assert not {"GRAND_TOTAL", "TOTAL", "OFULLST", "JA", "MÅNADER", "30", "40"} & {*cells}
