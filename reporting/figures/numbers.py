"""What a figure is where a person reads it: a number by sex, a share with its base, and the tables
they stand in.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import format_html

HIDDEN = ".."


def number_text(value: int) -> str:
    """`1 704`, the space one that does not break."""
    return f"{value:,}".replace(",", "\u00a0")


@dataclass(frozen=True)
class Number:
    """A count; None when it is hidden. `html` is a link when it opens a list (no list behind a
    nought).
    """

    value: int | None
    url: str = ""

    @property
    def text(self) -> str:
        return HIDDEN if self.value is None else number_text(self.value)

    def __str__(self) -> str:
        return self.text

    @property
    def html(self) -> str:
        return (
            format_html('<a href="{}">{}</a>', self.url, self.text)
            if self.url and self.value
            else self.text
        )


@dataclass(frozen=True)
class Share:
    """`n` of `base`, both printed beside it; nothing to show when the base is empty, hidden when
    either is.
    """

    n: Number
    base: Number

    @property
    def percent(self) -> Decimal | None:
        """With one decimal, half up."""
        if self.n.value is None or not self.base.value:
            return None
        return (Decimal(100 * self.n.value) / self.base.value).quantize(
            Decimal("0.1"), ROUND_HALF_UP
        )

    @property
    def text(self) -> str:
        if self.percent is not None:
            return f"{self.percent}\u00a0%".replace(".", ",")
        return "–" if self.base.value == 0 else HIDDEN

    @property
    def html(self) -> str:
        return self.text

    @property
    def of(self) -> str:
        return f"{self.n.text} av {self.base.text}"

    def reaches(self, goal: int) -> bool:
        """Compared exactly, not as rounded."""
        return bool(
            self.n.value is not None
            and self.base.value
            and 100 * self.n.value >= goal * self.base.value
        )

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class BySex:
    """Women, men, those whose number does not tell, and everyone."""

    women: Number
    men: Number
    unknown: Number
    total: Number

    def cells(self, with_unknown: bool) -> list[Number]:
        return [self.women, self.men, *([self.unknown] if with_unknown else []), self.total]


def shares(n: BySex, base: BySex) -> list[Share]:
    """Of women, of men and of all; who has no known sex is in the last, and in the counts."""
    return [Share(a, b) for a, b in zip(n.cells(False), base.cells(False), strict=True)]


@dataclass(frozen=True)
class Text:
    html: str


Cell = Number | Share | Text


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[Cell]
    url: str = ""


@dataclass(frozen=True)
class Table:
    """`groups` heads the columns, each over `columns`; a group without a heading of its own is only
    its column.
    """

    caption: str
    corner: str
    groups: list[tuple[str, list[str]]]
    lines: list[Line]

    @property
    def is_grouped(self) -> bool:
        return any(heading for heading, _ in self.groups)

    @property
    def columns(self) -> list[str]:
        return [column for _, columns in self.groups for column in columns]
