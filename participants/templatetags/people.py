"""The lines of lists, each kind in one piece: fifty of them cost a template ten times as much."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_PERSON = """
<tr class="position-relative">
  <th scope="row">
    <a class="stretched-link" href="{}">{}, {}</a> {}
    <span class="d-md-none d-block fw-normal">{}, född {}</span>
  </th>
  <td class="text-nowrap d-none d-md-table-cell">{}</td>"""
_PLACE = """
  <td class="d-none d-md-table-cell">{}</td>"""
_STAY = """
  <td class="text-nowrap d-none d-md-table-cell">{}</td>
  <td>{}</td>
</tr>"""
_ALIAS = """
<tr>
  <th scope="row" class="text-nowrap">{}</th>{}
  <td>{}</td>"""


@register.simple_tag
def caseload_lines(rows: Iterable[Any], today: date, with_place: bool) -> SafeString:
    """Enrolments, each with its person and who answers for it; the delprojekt where there are
    several.
    """
    nobody = _tag("warn", "Ingen ansvarig")
    cells = (
        (
            *_person(
                row, f"Start {row.started_on}" + (f", {row.responsible}" if row.responsible else "")
            ),
            _place(row, with_place),
            row.responsible or nobody,
            row.started_on,
            state(row, today),
        )
        for row in rows
    )
    return format_html_join("", _PERSON + "{}" + _PLACE + _STAY, cells)


@register.simple_tag
def search_lines(people: Iterable[tuple[Any, Iterable[Any]]], today: date) -> SafeString:
    """The enrolments of those who were found."""
    cells = (
        (
            *_person(row, f"{row.delprojekt} från {row.started_on}"),
            row.delprojekt,
            row.started_on,
            state(row, today),
        )
        for _, stays in people
        for row in stays
    )
    return format_html_join("", _PERSON + _PLACE + _STAY, cells)


@register.simple_tag
def alias_lines(aliases: Iterable[Any], today: date, with_place: bool) -> SafeString:
    """Protected persons, to those who do not answer for them."""
    cells = (
        (
            row.alias,
            _place(row, with_place),
            row.staff or "Ingen ansvarig",
            row.started_on,
            state(row, today),
        )
        for row in aliases
    )
    return format_html_join("", _ALIAS + _STAY, cells)


def _person(row: Any, said: str) -> tuple[Any, ...]:
    """What _PERSON holds; `said` stands below the name where the screen is narrow."""
    person = row.participant
    mark = _tag("alert", "Skyddade personuppgifter") if row.is_protected else ""
    return (
        row.get_absolute_url(),
        person.family_name,
        person.given_name,
        mark,
        said,
        person.born,
        person.born,
    )


def _place(row: Any, shown: bool) -> SafeString | str:
    return format_html(_PLACE, row.delprojekt) if shown else ""


def state(stay: Any, today: date) -> SafeString:
    """An enrolment, or an alias, as a tag: goes on, will end, has ended. The last day is inclusive."""
    if stay.ended_on is None:
        return _GOES_ON
    tag = _tag("good", "Slutar") if stay.ended_on >= today else _tag("neutral", "Avslutad")
    return format_html('{} <span class="text-nowrap">{}</span>', tag, stay.ended_on)


def _tag(tone: str, text: str) -> SafeString:
    return format_html('<span class="tag tag-{}">{}</span>', tone, text)


_GOES_ON = _tag("good", "Pågår")
