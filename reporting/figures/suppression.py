"""Small numbers: what a reader may not see, and what would give it away (docs/formats.md §4;
docs/domain.md §2.12).

A leaf: knows no table. A cell that is not on the page but could be worked out (a rest, a column
left out) is passed in like the others, so that it is guarded too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from django.conf import settings

Key = TypeVar("Key", bound=Hashable)
Relation = tuple[Key, Sequence[Key]]


def suppress(
    cells: Mapping[Key, int],
    relations: Sequence[tuple[Key, Sequence[Key]]],
    threshold: int | None = None,
) -> dict[Key, int | None]:
    """The cells with None for what is hidden: 1 to threshold − 1, and so much more that no relation
    gives one back.

    A relation is a total and the parts that add up to it. Zero is shown. Of what must be hidden
    besides, the smallest that is not zero is taken, parts before totals. Afterwards no hidden cell
    is the only solution of the relations taken together, and no relation tells that its hidden
    parts are a small number together or all one.
    """
    limit = settings.SMALL_NUMBER_THRESHOLD if threshold is None else threshold
    hidden = {key for key, value in cells.items() if 0 < value < limit}
    relations = [(total, parts) for total, parts in relations if any(cells[key] for key in parts)]
    while True:
        _cover_each(cells, relations, hidden, limit)
        told = _told(relations, hidden)
        if not told:
            return {key: None if key in hidden else value for key, value in cells.items()}
        for key in told:
            _hide_beside(key, cells, relations, hidden)


def _cover_each(
    cells: Mapping[Key, int], relations: Sequence[Relation[Key]], hidden: set[Key], limit: int
) -> None:
    """Hide more until no relation by itself tells what it hides."""
    touching = defaultdict(list)
    for relation in relations:
        for key in {relation[0], *relation[1]}:
            touching[key].append(relation)
    waiting = list(relations)
    while waiting:
        total, parts = waiting.pop()
        if not _tells(cells, total, parts, hidden, limit):
            continue
        rest = [key for key in (*parts, total) if key not in hidden and cells[key]]
        chosen = min(rest, key=lambda key: (key == total, cells[key]))
        hidden.add(chosen)
        waiting += touching[chosen]


def _tells(
    cells: Mapping[Key, int], total: Key, parts: Sequence[Key], hidden: set[Key], limit: int
) -> bool:
    """Does this relation alone give a hidden cell away, or that its hidden parts are few?

    The reader takes the shown parts from the shown total. What is left is told; hidden parts are
    never zero, so as many parts as are left over are one each.
    """
    inside = [key for key in parts if key in hidden]
    if total in hidden:
        return not inside
    left = sum(cells[key] for key in inside)
    return bool(inside) and (len(inside) == 1 or left < limit or left == len(inside))


def _told(relations: Sequence[Relation[Key]], hidden: set[Key]) -> list[Key]:
    """Hidden cells that all relations together determine: alone in a row of the reduced echelon
    form.
    """
    pivots: dict[Key, dict[Key, Fraction]] = {}
    for total, parts in relations:
        row = {key: Fraction(1) for key in parts if key in hidden}
        if total in hidden:
            row[total] = Fraction(-1)
        for key in [key for key in row if key in pivots]:
            _subtract(row, pivots[key], row.get(key, Fraction(0)))
        if not row:
            continue
        pivot = next(iter(row))
        scale = row[pivot]
        row = {key: value / scale for key, value in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        pivots[pivot] = row
    return [key for key, row in pivots.items() if len(row) == 1]


def _subtract(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    for key, value in other.items():
        left = row.get(key, 0) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def _hide_beside(
    key: Key, cells: Mapping[Key, int], relations: Iterable[Relation[Key]], hidden: set[Key]
) -> None:
    """Hide one more cell in a relation of this one; when none is left there, the smallest of all.

    There is always one: with only zeros shown, the relations have many solutions.
    """
    near = {
        beside for total, parts in relations if key in (total, *parts) for beside in (total, *parts)
    }
    totals = {total for total, _ in relations}
    every = {beside for total, parts in relations for beside in (total, *parts)}
    for choice in (near, every):
        rest = [beside for beside in choice if beside not in hidden and cells[beside]]
        if rest:
            hidden.add(min(rest, key=lambda beside: (beside in totals, cells[beside], str(beside))))
            return
