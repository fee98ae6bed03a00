"""Documents on paper: tagged (PDF/UA-1), closed to the world outside, and with the page's own
numbers.
"""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import page
import pytest

from mia import audit
from mia.access import identity
from mia.core.period import Period
from reporting.dashboards import document, overview
from reporting.dashboards import queries as dashboards_queries
from reporting.dashboards.access import get_unit
from reporting.dashboards.selection import Selection
from reporting.documents import pdf
from reporting.documents.attendance import Attendance, Occasion
from tests.reporting.worlds import random_world


def compliant(path, content):
    path.write_bytes(content)
    result = page.validate_pdf(str(path), profile="ua1")
    return result.is_compliant, [failure.rule_id for failure in result.failures]


def attendance(rows):
    occasion = Occasion(
        date(2021, 3, 31),
        time(13, 0),
        75,
        "myndighetsgemensamt team",
        "supported employment",
        "Ann Prov",
    )
    return Attendance(
        "MIA",
        "2016/00403",
        "MIA Östra Södertörn",
        "Åsa Öberg",
        "19760101-2383",
        Period.month("2021-03"),
        (occasion,) * rows,
    )


def pages(text):
    from weasyprint import HTML

    return len(HTML(string=text).render(stylesheets=[pdf.stylesheet()]).pages)


@pytest.mark.parametrize(("rows", "expected"), [(0, 1), (1, 1), (25, 1), (70, 2)])
def test_the_attendance_report_is_tagged_and_a_page_long(tmp_path, rows, expected):
    text, content = attendance(rows).pdf()
    assert compliant(tmp_path / "report.pdf", content) == (True, [])
    assert pages(text) == expected
    assert '<html lang="sv">' in text


def test_fonts_are_kept_by_each_thread_and_change_no_byte():
    first, again = attendance(3).pdf(), attendance(3).pdf()
    with ThreadPoolExecutor(1) as other:
        fresh, theirs = other.submit(attendance(3).pdf).result(), other.submit(pdf.fonts).result()
    assert first == again == fresh
    assert pdf.fonts() is pdf.fonts()
    assert pdf.fonts() is not theirs


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1:1/a.png", "file:///etc/hostname", "ftp://127.0.0.1/a.png"]
)
def test_nothing_is_fetched_from_outside(settings, tmp_path, source):
    (tmp_path / "bild.html").write_text(
        f'<html lang="sv"><title>x</title><img alt="x" src="{source}"></html>'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(ValueError, match="Error fetching"):
        pdf.render("bild.html", {})


def test_the_dashboard_on_paper_has_the_numbers_of_the_page(world, login, tmp_path):
    """What is published has a test of its own (tests/reporting/publications)."""
    random_world(world, 4)
    user = world.coordinator
    query = {"fran": "2021-01", "till": "2021-06"}
    shown = login(user).get("/oversikt/", query).content.decode()
    with identity.acting_as(user.pk, source="test"):
        audit.begin()
        unit = get_unit(user)
        projects = dashboards_queries.esf_projects()
        selection = Selection(
            Period(date(2021, 1, 1), date(2021, 6, 30)),
            tuple(unit.ids),
            tuple(row.pk for row in projects),
        )
        view = overview.read(unit, selection, query, projects, has_links=False)
        text, content = document.dashboard(view, made_on=date(2026, 11, 22)).pdf()
        audit.end()
    assert compliant(tmp_path / "dashboard.pdf", content) == (True, [])
    assert "<a " not in text
    assert cells(text) == cells(shown)
    assert len(cells(text)) > 100
    assert len(re.findall("<svg", text)) == len(re.findall("<svg", shown)) == 5
    assert drawn(text) == drawn(shown)


def cells(text):
    """Every number of tiles and tables, in order."""
    found = re.findall(
        r'<td class="num">(.*?)</td>|<p class="tile-number">(.*?)</p>', text, re.DOTALL
    )
    return [html.unescape(re.sub(r"<[^>]+>", "", a or b)).strip() for a, b in found]


def drawn(text):
    return re.findall(
        r'<rect class="part[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"',
        text,
    )


def test_the_pdf_pages_answer(world, login):
    response = login(world.leader).get("/oversikt/OS/pdf/?fran=2021-01&till=2021-06")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="oversikt_OS_2021-06.pdf"'
    assert response.content.startswith(b"%PDF")
