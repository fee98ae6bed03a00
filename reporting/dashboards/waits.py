"""The dashboard's section about referrals, for readers of exact figures: none are published."""

from participants.people.enums import Sex
from participants.referrals.enums import OPEN
from reporting.dashboards.overview import Overview
from reporting.dashboards.section import Section, sex_columns
from reporting.figures.numbers import (
    ColumnGroup,
    FigureCell,
    FigureRow,
    FigureTable,
    FigureText,
    Number,
)
from reporting.figures.waits import EVERYONE, NONE, WHOLE, waits

STEPS = {**{state.value: state.label.capitalize() for state in OPEN}, WHOLE: "Hela väntan"}


def waiting(overview: Overview) -> Section:
    """Each step of each delprojekt; a delprojekt where nothing ended is left out."""
    unit = overview.unit
    counted = waits(overview.selection.period, unit.ids)
    sexes = [Sex.WOMAN, Sex.MAN, EVERYONE]
    if overview.has_unknown:
        sexes.insert(2, Sex.UNKNOWN)
    rows = []
    for delprojekt in unit.delprojekt:
        for state, label in STEPS.items():
            if (delprojekt.pk, state, EVERYONE) not in counted:
                continue
            of_step = [counted.get((delprojekt.pk, state, sex), NONE) for sex in sexes]
            cells: list[FigureCell] = [Number(wait.number) for wait in of_step]
            cells += [FigureText(str(wait.days) if wait.number else "–") for wait in of_step]
            name = label if unit.code else f"{delprojekt.name}: {label}"
            rows.append(FigureRow(name, cells))
    columns = sex_columns(overview)
    table = FigureTable(
        caption="Remisser: väntan som slutade under perioden, per steg och kön",
        corner="Steg",
        groups=[ColumnGroup("Antal", columns), ColumnGroup("Dagar, median", columns)],
        rows=rows,
    )
    texts = [
        "Hur länge remisserna var i varje steg, och hela tiden tills de antogs, avböjdes eller"
        " togs tillbaka. De som väntar än är inte med."
    ]
    tables = [table]
    if not rows:  # a table without rows is no table to a screen reader, nor in PDF/UA
        texts.append("Ingen väntan slutade under perioden.")
        tables = []
    return Section(
        slug="vantan",
        heading="Väntan på beslut om remiss",
        texts=texts,
        chart=None,
        tables=tables,
    )
