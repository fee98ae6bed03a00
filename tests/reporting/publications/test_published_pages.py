"""Everything that a reader outside may fetch, over several quarters, tells only what is published,
and nothing hidden can be worked out from all of it.
"""

import csv
import html
import io
import re
from datetime import date
from itertools import product

import openpyxl
import pytest
from django.db import ProgrammingError
from django.utils import timezone

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.audit.models import AccessLog
from mia.jobs import housekeeping
from mia.jobs.models import HousekeepingRun
from mia.organisation.memberships.models import Membership
from reporting.dashboards import document, published_figures
from reporting.dashboards.access import get_unit
from reporting.dashboards.published_overview import read_published
from reporting.dashboards.queries import esf_projects
from reporting.publications.models import Publication
from reporting.publications.queries import due_period, publications
from reporting.publications.tables import SUS, WHOLE, cohort_line, indicator_table
from tests.reporting.county import report_scope
from tests.reporting.documents.test_pdf import cells
from tests.reporting.publications.attack import recovered
from tests.reporting.worlds import random_world


def taken(client, slug: str, month: str, extension: str, **more) -> list[list[str]]:
    """The rows of a file, without its heading."""
    data = {"month": month, "format": extension} | more
    response = client.post(f"/rapporter/{slug}/", data)
    assert response.status_code == 200, html.unescape(response.content.decode())[:3000]
    content = b"".join(response.streaming_content)
    if extension == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))[1:]
    return [[text_of_cell(cell) for cell in row] for row in rows]


def text_of_cell(cell) -> str:
    """As CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return str(cell).replace(".", ",")


def written(release, table: str, line: str) -> list[str]:
    """Women, men and everyone as a file writes them."""
    values = [release.shown((table, line, sex)) for sex in "KMT"]
    return [".." if value is None else str(value) for value in values]


def expected_lines(release, slug: str, programme: str) -> dict[str, list[str]]:
    """What the release shows, by the name of the line."""
    table = {"esf-indikatorer": indicator_table(programme), "sus-aggregat": SUS, "malbild": WHOLE}
    lines = {line for line, _ in release.counts_of(table[slug])}
    return {line: written(release, table[slug], line) for line in lines}


def named_lines(slug: str, rows: list[list[str]]) -> dict[str, list[str]]:
    """Women, men and everyone of the file's rows, by the name that a release has for the line."""
    lines = {}
    for row in rows:
        if slug == "esf-indikatorer" and row[-1] != "":
            lines[row[0]] = [row[2], row[3], row[-1]]
        elif slug == "sus-aggregat" and row[0] != "TID":
            lines["/".join(row[:3])] = [text.removesuffix(",0") for text in row[3:6]]
        elif slug == "malbild" and row[0] == "Inskrivna":
            lines[cohort_line("inskrivna")] = row[1:4]
        elif slug == "malbild" and row[0].startswith("Till ordinarie"):
            lines[cohort_line("ordinarie")] = row[1:4]
            lines[cohort_line("avslutade")] = row[4:7]
    return lines


REPORTS = [
    ("esf-indikatorer", "2014"),
    ("esf-indikatorer", "2021"),
    ("sus-aggregat", ""),
    ("malbild", ""),
]


def test_every_format_of_a_report_tells_what_is_published(published, login):
    client = login(published.investigator)
    for publication, (slug, programme) in product(publications(), REPORTS):
        month = f"{publication.last_on:%Y-%m}"
        expected = expected_lines(publication.release, slug, programme)
        more = {"programme": programme} if programme else {}
        of_csv = named_lines(slug, taken(client, slug, month, "csv", **more))
        of_workbook = named_lines(slug, taken(client, slug, month, "xlsx", **more))
        assert of_csv.keys() <= expected.keys()
        assert of_csv
        assert of_csv == of_workbook == {line: expected[line] for line in of_csv}
        page = client.get(f"/rapporter/{slug}/", {"month": month} | more).content.decode()
        numbers = re.findall(r"<td[^>]*>([^<]*)</td>", page)
        hidden = sum(row.count("..") for row in taken(client, slug, month, "csv", **more))
        assert numbers.count("..") == hidden > 0
        assert not {"1", "2", "3", "4"} & {*numbers}


def test_the_dashboards_tell_what_is_published(published, login):
    """The whole and each delprojekt, page and PDF, every quarter."""
    client = login(published.investigator)
    for publication in publications():
        month = f"{publication.last_on:%Y-%m}"
        for path, table in (("/oversikt/", WHOLE), ("/oversikt/OS/", "OS")):
            page = client.get(path, {"till": month})
            assert page.status_code == 200
            text = page.content.decode()
            tile = re.search(r'<p class="tile-number">\s*(\S+)', text)
            key = (table, cohort_line("inskrivna"), "T")
            assert tile[1] == str(publication.release.shown(key) or "..")
            numbers = {cell.strip() for cell in re.findall(r'<td class="num">([^<]*)', text)}
            assert not {"1", "2", "3", "4"} & numbers
            assert "lista/" not in text
            assert client.get(f"{path}pdf/", {"till": month}).status_code == 200
            assert cells(printed(published.investigator, table, publication)) == cells(text)


def printed(user, table: str, publication) -> str:
    """The HTML of the PDF."""
    with unit_of_work(user.pk, source="test"):
        unit = get_unit(user, "" if table == WHOLE else table)
        earlier = [row for row in publications() if row.last_on < publication.last_on]
        view = read_published(unit, publication, earlier, esf_projects())
        text, _ = document.dashboard(view, made_on=date(2026, 11, 22)).pdf()
        return text


def test_nothing_hidden_can_be_worked_out_from_everything_published(published, as_user):
    releases, relations = [], []
    growing: set = set()
    with as_user(published.investigator):
        for publication in publications():
            scope = report_scope(publication.period)
            figures = published_figures.count(scope)
            releases.append(publication.release)
            relations.append(figures.relations)
            growing |= figures.growing
    assert len(releases) >= 2
    assert sum(len(release.hidden) for release in releases) > 200
    assert recovered(releases, relations, growing) == []


def test_months_subsets_and_projects_are_not_for_who_is_outside(published, login):
    """What would be a difference of two selections."""
    client = login(published.investigator)
    for slug in ("esf-indikatorer", "sus-aggregat", "malbild"):
        path = f"/rapporter/{slug}/"
        assert client.get(path, {"month": "2021-02"}).status_code == 400
        for more in ({"delprojekt": "OS"}, {"project": "MIA"}, {"from_on": "2021-01-01"}):
            with_more = client.get(path, {"month": "2021-03"} | more).content
            plain = client.get(path, {"month": "2021-03"}).content
            assert figures_of(with_more) == figures_of(plain), (slug, more)
    assert client.get("/oversikt/", {"till": "2021-02"}).status_code == 400
    assert client.get("/oversikt/pdf/", {"till": "2021-02"}).status_code == 404
    plain = figures_of(client.get("/oversikt/", {"till": "2021-03"}).content)
    for more in ({"fran": "2021-02"}, {"projekt": "MIA"}):
        assert figures_of(client.get("/oversikt/", {"till": "2021-03"} | more).content) == plain


def figures_of(page: bytes) -> list[str]:
    return re.findall(r"<td[^>]*>([^<]*)", page.decode())


def test_what_is_published_is_not_changed_by_what_is_registered_later(published, login):
    client = login(published.investigator)
    before = figures_of(client.get("/oversikt/", {"till": "2021-03"}).content)
    random_world(published, 7)
    assert figures_of(client.get("/oversikt/", {"till": "2021-03"}).content) == before


def test_who_sees_one_delprojekt_exactly_gets_no_others_hidden_figures(world, login):
    """With its exact figures, what is hidden in the others could be worked out."""
    Membership.objects.create(
        staff=world.leader, role="investigator", delprojekt=None, started_on=date(2020, 1, 1)
    )
    client = login(world.leader)
    assert client.get("/oversikt/").headers["Location"] == "/oversikt/OS/"
    assert client.get("/rapporter/malbild/", {"month": "2021-03"}).status_code == 200
    page = client.get("/rapporter/malbild/", {"month": "2021-03", "delprojekt": "HBS"})
    assert page.status_code == 200
    assert "Delprojekt" not in re.findall(r"<legend[^>]*>([^<]*)", page.content.decode())


def test_a_quarter_is_published_four_weeks_after_its_end(db):
    assert due_period(date(2021, 4, 27)).last_on == date(2020, 12, 31)
    assert due_period(date(2021, 4, 28)).last_on == date(2021, 3, 31)
    assert due_period(date(2026, 11, 28)).last_on == date(2022, 12, 31)
    assert due_period(date(2016, 12, 31)) is None


def test_the_worker_publishes_and_no_reader_waits_for_it(world, login):
    client = login(world.investigator)
    for path in ("/oversikt/", "/rapporter/malbild/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Inga siffror är publicerade än" in page.content.decode()
    assert client.get("/oversikt/pdf/").url == "/oversikt/"
    sent = client.post("/rapporter/malbild/", {"month": "2022-12", "format": "csv"})
    assert (sent.status_code, sent.streaming) == (400, False)
    assert not Publication.objects.exists()

    task = housekeeping.tasks()["publish_figures"]
    assert housekeeping.run(task, timezone.localtime)
    publication = Publication.objects.get()
    text = client.get("/oversikt/").content.decode()
    assert f"De här publicerades {publication.made_on}" in text
    assert housekeeping.run(task, timezone.localtime)
    run = HousekeepingRun.objects.get(name=task.name)
    assert run.message == "Inget nytt kvartal att publicera."
    logged = AccessLog.objects.filter(event="figures.published")
    assert [row.actor for row in logged] == [identity.SYSTEM]


def test_a_publication_can_not_be_changed_by_the_application(published, as_user):
    with as_user(published.investigator):
        assert Publication.objects.update(content={}) == 0
        assert Publication.objects.all().delete()[0] == 0
    for user in (published.anna, published.admin, None):
        with as_user(user):
            assert not Publication.objects.exists()


@pytest.mark.parametrize("who", ["investigator", "coordinator", "leader", "admin"])
def test_the_system_alone_adds_a_publication(world, as_user, who):
    quarter = due_period(date(2021, 4, 28))
    false = Publication(first_on=quarter.first_on, last_on=quarter.last_on, content={})
    with pytest.raises(ProgrammingError), as_user(getattr(world, who)):
        false.save(force_insert=True)
