"""The dashboard's tiles: the state of the selection, and its last month."""

from dataclasses import dataclass

from reporting.dashboards.overview import Overview
from reporting.figures.numbers import BySex, Number, Share


@dataclass(frozen=True)
class TilePart:
    """The number of one sex."""

    label: str
    number: Number


@dataclass(frozen=True)
class Tile:
    """One number of everyone, with those of the sexes, and a note beneath."""

    label: str
    number: Number
    by_sex: list[TilePart]
    note: str = ""


def tiles(overview: Overview) -> list[Tile]:
    last_on = overview.selection.period.last_on
    enrolled = overview.cohort("inskrivna")
    ongoing = overview.cohort("pagaende")
    target = _target_note(overview, enrolled)
    state = [
        _tile(overview, "Inskrivna", enrolled, target),
        _tile(overview, "Pågående", ongoing, f"den {last_on:%Y-%m-%d}"),
    ]
    if overview.is_published:
        return state
    month = overview.months[-1]
    return [
        *state,
        _tile(overview, "Började", month.started, f"i {month.period.label}"),
        _tile(overview, "Slutade", month.ended, f"i {month.period.label}"),
    ]


def _target_note(overview: Overview, enrolled: BySex) -> str:
    if not overview.target:
        return "Inget mål är satt."
    target = Number(overview.target)
    share = Share(enrolled.total, target)
    return f"{share} av målet {target}"


def _tile(overview: Overview, label: str, numbers: BySex, note: str) -> Tile:
    parts = [
        TilePart("kvinnor", numbers.women),
        TilePart("män", numbers.men),
    ]
    if overview.has_unknown:
        parts.append(TilePart("utan känt kön", numbers.unknown))
    return Tile(label, numbers.total, parts, note)
