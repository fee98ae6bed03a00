"""Charts: geometry that says the same as the numbers, safe text, nothing by colour alone."""

import re
import xml.etree.ElementTree as ET
from datetime import date

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from mia.core.period import Period
from reporting.dashboards import bar_chart, column_chart
from reporting.dashboards.bar_chart import people
from reporting.dashboards.column_chart import MonthFlow
from reporting.figures.numbers import BySex, Number, Share, number_text, shares

counts = st.integers(0, 400)


def numbers(women, men, unknown=0, url=""):
    hidden = None in (women, men, unknown)
    total = None if hidden else women + men + unknown
    return BySex(Number(women, url), Number(men, url), Number(unknown, url), Number(total, url))


def months(rows):
    first = Period.month("2021-01")
    period = Period(
        first.first_on, date(2021 + (len(rows) - 1) // 12, (len(rows) - 1) % 12 + 1, 28)
    )
    return [MonthFlow(month, a, b) for month, (a, b) in zip(period.months(), rows, strict=True)]


def svg(chart):
    text = render_to_string(
        "reporting/dashboards/dashboard_chart.html",
        {"chart": chart, "title": chart.title, "links": True},
    )
    return text, ET.fromstring(text)  # noqa: S314 - our own template


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=9), st.integers(1, 900))
def test_bars_are_as_long_as_their_numbers(rows, goal):
    chart = bar_chart.bar_chart(
        "prov", "Prov", [people("Rad", numbers(*row), goal) for row in rows]
    )
    longest = max(goal, *(sum(row) for row in rows))
    for row, drawn in zip(rows, chart.rows, strict=True):
        widths = [float(rect.width) for rect in drawn.rects]
        assert len(widths) == sum(1 for value in row if value)
        assert abs(sum(widths) - sum(row) * (bar_chart.WIDTH - 1) / longest) < 0.1
        assert all(float(rect.x) + float(rect.width) <= bar_chart.WIDTH for rect in drawn.rects)
        assert 0 < float(drawn.goal) <= bar_chart.WIDTH


@given(st.lists(st.tuples(counts, counts, counts, counts), min_size=1, max_size=80))
def test_columns_stand_on_the_line_and_stay_inside(rows):
    chart = column_chart.column_chart(
        "prov", "Prov", months([(numbers(a, b), numbers(c, d)) for a, b, c, d in rows])
    )
    middle = float(chart.middle)
    for rect in chart.rects:
        top, bottom = float(rect.y), float(rect.y) + float(rect.height)
        assert (
            column_chart.TOP - 0.1
            <= top
            <= bottom
            <= column_chart.HEIGHT - column_chart.BOTTOM + 0.1
        )
        assert (bottom <= middle + 0.1) if "började" in rect.title else (top >= middle - 0.1)
    heights = sum(float(rect.height) for rect in chart.rects)
    persons = sum(map(sum, rows))
    step = float(chart.y_ticks[0].label.replace("\u00a0", "")) if persons else 1
    assert not persons or (heights > 0 and step > 0)


def test_what_is_hidden_is_not_drawn():
    shown = people("Rad", numbers(None, 7))
    assert [(part.kind, part.value) for part in shown.parts] == [("alla", None)]
    chart = column_chart.column_chart("prov", "Prov", months([(numbers(None, 8), numbers(6, 7))]))
    assert [rect.title for rect in chart.rects] == [
        "2021-01 slutade, kvinnor: 6",
        "2021-01 slutade, män: 7",
    ]
    assert [text.text for text in chart.texts] == [".."]
    only_total = BySex(Number(None), Number(None), Number(0), Number(20))
    parts = people("Rad", only_total).parts
    assert [(part.kind, part.value) for part in parts] == [("alla", 20)]


def test_the_drawing_is_safe_and_says_what_it_is():
    rows = [people("<b>&", numbers(3, 4, 5, url="/oversikt/lista/?a=1&b=2"), 20)]
    text, root = svg(bar_chart.bar_chart("prov", "Prov <i>", rows))
    assert "<b>" not in text
    assert "<i>" not in text
    assert not re.search(r"style=|<style|<script|\son\w+=", text)
    assert root.attrib["role"] == "img"
    names = {
        element.attrib["id"]: element.text for element in root.iter() if "id" in element.attrib
    }
    assert [names[key] for key in root.attrib["aria-labelledby"].split()] == [
        "Prov <i>",
        "<b>&: 12.",
    ]
    links = [element for element in root.iter() if element.tag.endswith("}a")]
    assert len(links) == 3
    assert {link.attrib["tabindex"] for link in links} == {"-1"}, (
        "the table has the same links for the keyboard"
    )


def test_men_are_striped_women_filled_whatever_the_colour():
    _, root = svg(bar_chart.bar_chart("prov", "Prov", [people("Rad", numbers(3, 4, 5))]))
    fills = {
        element.attrib["class"]: element.attrib["fill"]
        for element in root.iter()
        if element.attrib.get("class", "").startswith("part ")
    }
    assert fills["part part-man"] == "url(#prov-man)"
    assert fills["part part-okant"] == "url(#prov-okant)"
    assert fills["part part-kvinnor"].startswith("#")


def test_coordinates_never_have_a_decimal_comma():
    text, _ = svg(
        column_chart.column_chart(
            "prov", "Prov", months([(numbers(n, 3), numbers(1, n)) for n in range(1, 30)])
        )
    )
    assert not re.search(r'\s(?:x|y|width|height|viewBox|dy|d)="[^"]*,', text)
    assert "\u00a0" not in re.sub(r">[^<]*<", "><", text)


def test_shares_are_rounded_once_half_up_and_never_without_their_base():
    """docs/domain.md §1.8, T2: 343 of 1 005, 268 of 699, 611 of 1 704."""
    outcome, enrolled = numbers(343, 268), numbers(1005, 699)
    assert [share.text for share in shares(outcome, enrolled)] == [
        "34,1\u00a0%",
        "38,3\u00a0%",
        "35,9\u00a0%",
    ]
    assert shares(outcome, enrolled)[2].of == "611 av 1\u00a0704"
    assert Share(Number(1704), Number(2500)).text == "68,2\u00a0%"
    assert Share(Number(1), Number(0)).text == "–"
    assert Share(Number(None), Number(9)).text == Share(Number(2), Number(None)).text == ".."
    assert Share(Number(299), Number(1000)).reaches(30) is False
    assert Share(Number(2996), Number(10000)).text == "30,0\u00a0%"
    assert Share(Number(2996), Number(10000)).reaches(30) is False, (
        "30,0 % after rounding is not 30 %"
    )


def number_html(number):
    return render_to_string("reporting/dashboards/number.html", {"number": number}).strip()


@given(st.integers(0, 10**9))
def test_thousands_are_parted_by_a_space_that_does_not_break(value):
    text = number_text(value)
    assert int(text.replace("\u00a0", "")) == value
    assert all(len(group) == 3 for group in text.split("\u00a0")[1:])
    assert number_html(Number(value, "/x")) == (f'<a href="/x">{text}</a>' if value else "0")


def test_two_months_are_no_blocks_and_both_directions_are_named():
    chart = column_chart.column_chart("prov", "Prov", months([(numbers(5, 8), numbers(6, 7))] * 2))
    assert {float(rect.width) for rect in chart.rects} == {column_chart.MOST_COLUMN_WIDTH}
    centre = float(chart.rects[0].x) + column_chart.MOST_COLUMN_WIDTH / 2
    assert centre == column_chart.LEFT + (column_chart.WIDTH - column_chart.LEFT) / 4
    text, _ = svg(chart)
    assert "Började, uppåt" in text
    assert "Slutade, nedåt" in text
