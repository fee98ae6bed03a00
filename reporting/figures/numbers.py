"""What a figure is where a person reads it: a number by sex, a share with its base, and the tables
they stand in.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

HIDDEN = ".."
NO_BREAK_SPACE = "\u00a0"


def number_text(value: int) -> str:
    """`1 704`, with a space that does not break."""
    return f"{value:,}".replace(",", NO_BREAK_SPACE)


def percent(part: int, whole: int) -> Decimal | None:
    """With one decimal, half up; None of nobody."""
    if not whole:
        return None
    exact = Decimal(100 * part) / whole
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Number:
    """A count; None when it is hidden. `url` opens the list behind it."""

    value: int | None
    url: str = ""

    @property
    def text(self) -> str:
        if self.value is None:
            return HIDDEN
        return number_text(self.value)

    @property
    def link(self) -> str:
        """Empty for zero and for hidden numbers, which have no list."""
        if not self.value:
            return ""
        return self.url

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Share:
    """`part` of `base`, both printed beside it.

    Nothing to show when the base is zero, hidden when either number is.
    """

    part: Number
    base: Number
    link: ClassVar[str] = ""

    @property
    def percent(self) -> Decimal | None:
        """With one decimal, half up."""
        if self.part.value is None or not self.base.value:
            return None
        return percent(self.part.value, self.base.value)

    @property
    def text(self) -> str:
        if self.base.value == 0:
            return "–"
        if self.percent is None:
            return HIDDEN
        return f"{self.percent}{NO_BREAK_SPACE}%".replace(".", ",")

    @property
    def length(self) -> float | None:
        """In a chart of percentages; None when there is nothing to draw."""
        if self.percent is None:
            return None
        return float(self.percent)

    @property
    def of(self) -> str:
        """`611 av 1 704`."""
        return f"{self.part.text} av {self.base.text}"

    def reaches(self, goal: int) -> bool:
        """Whether the share is at least `goal` percent, compared before it is rounded."""
        if self.part.value is None or not self.base.value:
            return False
        return 100 * self.part.value >= goal * self.base.value

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class BySex:
    """Women, men, those whose number does not tell their sex, and everyone."""

    women: Number
    men: Number
    unknown: Number
    total: Number

    def cells(self, with_unknown: bool) -> list[Number]:
        if with_unknown:
            return [self.women, self.men, self.unknown, self.total]
        return [self.women, self.men, self.total]


def shares(part: BySex, base: BySex) -> list[Share]:
    """Of women, of men and of all; who has no known sex is in the last, and in the counts."""
    return [
        Share(part.women, base.women),
        Share(part.men, base.men),
        Share(part.total, base.total),
    ]


@dataclass(frozen=True)
class FigureText:
    """A cell that is neither a number nor a share."""

    text: str
    link: ClassVar[str] = ""


FigureCell = Number | Share | FigureText


@dataclass(frozen=True)
class FigureRow:
    """A row of a table; `url` leads from its label."""

    label: str
    cells: list[FigureCell]
    url: str = ""


@dataclass(frozen=True)
class ColumnGroup:
    """Columns under a common heading; a group without a heading is its only column."""

    heading: str
    columns: list[str]


@dataclass(frozen=True)
class FigureTable:
    """`corner` heads the column of labels."""

    caption: str
    corner: str
    groups: list[ColumnGroup]
    rows: list[FigureRow]

    @property
    def is_grouped(self) -> bool:
        return any(group.heading for group in self.groups)
