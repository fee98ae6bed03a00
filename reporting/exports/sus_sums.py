"""Which lines of sus-aggregat add up to which, and which are within which."""

from collections.abc import Iterator

from reporting.figures import sus
from reporting.figures.sus_counts import (
    ANONYMOUS,
    BEGUN,
    ENDED,
    NEW_OR_MORE,
    WORK_OR_STUDY,
    SusCell,
)

ALL_BASES = [BEGUN, ENDED, ANONYMOUS]
BASES = {"BAKGRUND": BEGUN, "ANONYMA": ANONYMOUS}  # the others: those who ended
# Groups whose values are exclusive and hold everyone of the base.
WHOLE = [
    ("BAKGRUND", "ÅLDER"),
    ("BAKGRUND", "UTBILDNING"),
    ("BAKGRUND", "TID"),
    ("BAKGRUND", "REMITTERANDE"),
    ("BAKGRUND", "KOMMUN"),
    ("SYSSELSATTNING", "FÖRE"),
    ("SYSSELSATTNING", "EFTER"),
    ("AVSLUT", "ANLEDNING"),
    ("ANONYMA", "STARTÅR"),
]

SusGroup = tuple[str, str]  # table, group


def sums(values_by_group: dict[SusGroup, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """The lines whose parts are on other lines: exclusive groups and their base, and the two ways
    to say who works or studies.
    """
    for table, group in WHOLE:
        base = BASES.get(table, ENDED)
        yield line_name(base), _names(table, group, values_by_group[table, group])
    work_and_studies = sus.OCCUPATIONS[:2]
    yield line_name(WORK_OR_STUDY), _names("SYSSELSATTNING", "EFTER", work_and_studies)


def subsets(values_by_group: dict[SusGroup, list[str]]) -> Iterator[tuple[str, str]]:
    """Lines within their base that no sum says: of groups in which one may have several values."""
    yield line_name(BEGUN), line_name(ENDED)
    yield line_name(WORK_OR_STUDY), line_name(NEW_OR_MORE)
    for (table, group), values in values_by_group.items():
        if (table, group) not in WHOLE:
            for name in _names(table, group, values):
                yield line_name(BASES.get(table, ENDED)), name


def _names(table: str, group: str, values: list[str]) -> list[str]:
    return [line_name((table, group, value)) for value in values]


def line_name(cell: SusCell) -> str:
    return "/".join(cell)
