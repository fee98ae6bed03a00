"""The pages of the reports: rights, the form, the figures on the page, the file."""

import pytest

from mia.audit.models import AccessLog
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from reporting.exports.models import ReportRun
from tests.factories import ContactFactory, MembershipFactory, TargetFactory
from tests.reporting.county import fetch

PERSONS = ["esf-deltagare", "sus-poster"]
FIGURES = ["esf-indikatorer", "sus-aggregat", "malbild"]


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "seen"),
    [("coordinator", PERSONS + FIGURES), ("leader", FIGURES), ("investigator", FIGURES)],
)
def test_the_list_shows_what_one_may_make(world, login, who, seen):
    text = text_of(login(getattr(world, who)).get("/rapporter/"))
    assert [slug for slug in PERSONS + FIGURES if f"/rapporter/{slug}/" in text] == seen
    assert ("Att göra för" in text) is (who == "coordinator")


@pytest.mark.parametrize("who", ["anna", "admin"])
@pytest.mark.parametrize("path", ["/rapporter/", "/rapporter/malbild/", "/rapporter/finns-inte/"])
def test_without_the_right_nothing(world, login, who, path):
    assert login(getattr(world, who)).get(path).status_code == 403


@pytest.mark.parametrize("slug", PERSONS)
@pytest.mark.parametrize("who", ["leader", "investigator"])
def test_lists_of_persons_are_the_coordinators(world, login, slug, who):
    client = login(getattr(world, who))
    assert client.get(f"/rapporter/{slug}/").status_code == 403
    assert fetch(client, slug)[0] == 403
    assert not ReportRun.objects.exists()


def test_what_does_not_exist_is_404(world, login):
    client = login(world.coordinator)
    assert client.get("/rapporter/finns-inte/").status_code == 404
    assert client.post(f"/rapporter/esf-deltagare/{world.own.pk}/las/").status_code == 404
    assert client.get(f"/rapporter/esf-deltagare/{world.own.pk}/las/").status_code == 405


@pytest.mark.parametrize("slug", PERSONS + FIGURES)
@pytest.mark.parametrize(("extension", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_file_is_a_finished_one(world, login, slug, extension, begins):
    response = login(world.coordinator).post(
        f"/rapporter/{slug}/", {"month": "2021-03", "format": extension}
    )
    content = b"".join(response.streaming_content)
    assert content.startswith(begins)
    assert int(response.headers["Content-Length"]) == len(content)
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="{slug}_2021-03.{extension}"'
    )
    assert AccessLog.objects.filter(action="export").count() == 1


@pytest.mark.parametrize("slug", PERSONS + FIGURES)
def test_the_default_is_the_last_full_month_of_the_last_project(world, login, slug):
    assert 'value="2022-12"' in text_of(login(world.coordinator).get(f"/rapporter/{slug}/"))


def test_the_page_of_persons_counts_and_shows_nobody(world, login):
    text = text_of(login(world.coordinator).get("/rapporter/esf-deltagare/?month=2021-03"))
    assert "<strong>4</strong> rader" in text
    assert "Nya: 4" in text
    for row in (world.own, world.protected):
        assert row.participant.family_name not in text
        assert row.participant.personal_numbers.get().number not in text
    assert not AccessLog.objects.exclude(participants=[]).exists()


def test_the_page_says_what_to_check_first(world, login):
    ContactFactory(enrolment=world.own, held_on="2021-04-02")
    text = text_of(login(world.coordinator).get("/rapporter/esf-deltagare/?month=2021-04"))
    assert "3 rader har inga timmar i månaden." in text


def test_figures_stand_on_the_page_with_their_definitions(world, login):
    TargetFactory(delprojekt=world.os, persons=240)
    text = text_of(login(world.leader).get("/rapporter/malbild/?month=2021-03"))
    assert "Andel kvinnor" in text
    assert "Målet är 30 %." in text
    assert "240" in text


def test_codes_are_words_on_the_page(world, login):
    text = text_of(login(world.coordinator).get("/rapporter/sus-aggregat/?month=2021-03"))
    assert "Försäkringskassan" in text
    assert "SJUKPENNING" not in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("month=2021-13", "är ingen månad"),
        ("month=2098-01", "Perioden har inte börjat än"),
        ("from_on=2021-03-31&to_on=2021-03-01", "Perioden kan inte sluta"),
        ("from_on=2021-03-31", "Ange både"),
    ],
)
def test_what_is_wrong_is_told_and_kept(world, login, query, sentence):
    response = login(world.leader).get(f"/rapporter/malbild/?{query}")
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert "Hämta filen" not in text_of(response)


def test_a_leader_can_not_reach_another_delprojekt(world, login):
    """With one delprojekt there is nothing to pick: what is sent besides is not heard."""
    TargetFactory(delprojekt=world.os, persons=240)
    TargetFactory(delprojekt=world.hbs, persons=310)
    status, content = fetch(login(world.leader), "malbild", delprojekt="HBS")
    assert (status, b";240;" in content, b";310;" in content) == (200, True, False)


def test_someone_with_several_can_not_pick_one_outside(world, login):
    MembershipFactory(
        staff=world.leader, role="project_leader", delprojekt=Delprojekt.objects.get(code="SUVS")
    )
    assert fetch(login(world.leader), "malbild", delprojekt="HBS")[0] == 400
    assert fetch(login(world.leader), "malbild", delprojekt="SUVS")[0] == 200


def test_days_written_besides_the_month_are_meant(world, login):
    text = text_of(
        login(world.leader).get(
            "/rapporter/malbild/?month=2022-12&from_on=2021-01-01&to_on=2021-03-15"
        )
    )
    assert "2021-01-01–2021-03-15" in text


def test_exact_figures_on_the_page_are_audited(world, login):
    client = login(world.leader)
    assert ".." in text_of(client.get("/rapporter/esf-indikatorer/?month=2021-03"))
    assert not AccessLog.objects.exists()
    client.get("/rapporter/esf-indikatorer/?month=2021-03&exact=on")
    seen = AccessLog.objects.get()
    assert (seen.event, seen.extra["exact"]) == ("esf-indikatorer.shown", True)
    assert "Visa små tal" not in text_of(
        login(world.investigator).get("/rapporter/esf-indikatorer/")
    )


def test_a_month_is_fetched_locked_and_found_changed(world, login):
    client = login(world.coordinator)
    page = "/rapporter/esf-deltagare/?month=2021-03"
    assert "Hämta filen först." in text_of(client.get(page))
    fetch(client, "esf-deltagare")
    assert "Lås 2021-03" in text_of(client.get(page))
    run = ReportRun.objects.get()
    assert "2021-03 är låst." in text_of(
        client.post(f"/rapporter/esf-deltagare/{run.pk}/las/", follow=True)
    )
    locked = text_of(client.get(page))
    assert "inget har ändrats sedan dess" in locked
    assert "Måste läsas in på nytt" not in locked
    ContactFactory(enrolment=world.own, held_on="2021-03-09", minutes=30)
    changed = text_of(client.get(page))
    assert "Måste läsas in på nytt" in changed
    assert "1 ändrade" in changed
    assert "Rättade sedan månaden låstes: 1" in changed
    other = "/rapporter/esf-deltagare/?month=2021-04"
    assert "Ändrad sedan den låstes" in text_of(client.get(other))
    assert "1 ändrade" in text_of(client.get(f"{other}&kontroll=1"))


def test_months_are_locked_in_order(world, login):
    client = login(world.coordinator)
    fetch(client, "esf-deltagare", month="2021-04")
    text = text_of(client.get("/rapporter/esf-deltagare/?month=2021-04"))
    assert "Månaderna låses i ordning. Lås 2021-03 först." in text
    assert "Lås 2021-04<" not in text
    run = ReportRun.objects.get()
    response = client.post(f"/rapporter/esf-deltagare/{run.pk}/las/", follow=True)
    assert "Månaderna låses i ordning. Lås 2021-03 först." in text_of(response)
    run.refresh_from_db()
    assert run.locked_at is None


def test_the_page_asks_for_the_project_of_a_month_that_has_two(world, login):
    client = login(world.coordinator)
    response = client.get("/rapporter/esf-deltagare/?month=2020-07")
    assert response.status_code == 400
    assert "Välj MIA eller MIA Vidare (kod MIA_VIDARE)." in text_of(response)
    assert fetch(client, "esf-deltagare", month="2020-07", project="MIA")[0] == 200
    assert client.get("/rapporter/sus-poster/?month=2020-07").status_code == 200


NAMES = [
    ("esf-deltagare", "2020-07", "MIA", "esf-deltagare_2020-07_MIA.csv"),
    ("esf-deltagare", "2020-07", "MIA_VIDARE", "esf-deltagare_2020-07_MIA_VIDARE.csv"),
    ("esf-deltagare", "2021-03", "MIA", "esf-deltagare_2021-03_MIA.csv"),
    ("esf-deltagare", "2021-03", "MIA_VIDARE", "esf-deltagare_2021-03.csv"),
    ("sus-poster", "2020-07", "MIA", "sus-poster_2020-07.csv"),
]


@pytest.mark.parametrize(("slug", "month", "project", "name"), NAMES)
def test_the_files_of_two_projects_of_a_month_share_no_name(
    world, login, slug, month, project, name
):
    """The month's only project is not told: it is the one that is meant."""
    response = login(world.coordinator).post(
        f"/rapporter/{slug}/", {"month": month, "project": project, "format": "csv"}
    )
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response.streaming_content)


def test_the_page_tells_of_enrolments_open_after_the_end_of_their_project(world, login):
    client = login(world.coordinator)
    assert "Måste rättas" not in text_of(client.get("/rapporter/esf-deltagare/?month=2021-03"))
    for row in (world.own, world.elsewhere):
        row.project = EsfProject.objects.get(code="MIA")
        row.started_on = "2020-05-01"
        row.save()
    text = text_of(client.get("/rapporter/esf-deltagare/?month=2021-03"))
    assert "2 inskrivningar i MIA är fortfarande öppna fast ESF-projektet är slut." in text
    assert "<strong>2</strong> rader" in text


def test_a_refused_lock_is_told(world, login):
    client = login(world.coordinator)
    fetch(client, "esf-deltagare")
    ContactFactory(enrolment=world.own, held_on="2021-03-09", minutes=30)
    run = ReportRun.objects.get()
    assert "har ändrats sedan filen hämtades" in text_of(
        client.post(f"/rapporter/esf-deltagare/{run.pk}/las/", follow=True)
    )


def test_the_months_work_says_how_far_it_has_come(world, login):
    client = login(world.coordinator)
    text = text_of(client.get("/rapporter/"))
    assert text.count("Inte hämtad") == 1
    assert "Försenad" in text
    assert "Skulle ha lämnats senast 2023-01-28." in text
    fetch(client, "esf-deltagare", month="2022-12")
    text = text_of(client.get("/rapporter/"))
    assert "Hämtad, inte låst. Skulle ha lämnats senast 2023-01-28." in text
    assert text.count("Inte hämtad") == 1
    assert "Koordinator Provsson" in text


@pytest.mark.parametrize("slug", PERSONS + FIGURES)
def test_no_more_statements_for_more_rows(world, login, slug, django_assert_max_num_queries):
    client = login(world.coordinator)
    client.get(f"/rapporter/{slug}/?month=2021-03")
    with django_assert_max_num_queries(30):
        client.get(f"/rapporter/{slug}/?month=2021-03")
