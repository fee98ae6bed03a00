"""Small numbers: what a reader may not see, and what would give it away (docs/formats.md §4;
docs/domain.md §2.12).

This module knows no table. A cell that is not on the page but could be worked out (a rest, a column
left out) is passed in like the others, so that it is guarded too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from django.conf import settings

Key = TypeVar("Key", bound=Hashable)
Relation = tuple[Key, Sequence[Key]]  # a total, and the parts that add up to it
Equation = dict[Key, int | Fraction]  # coefficients of hidden cells; nearly all are 1 or -1


def suppress(
    cells: Mapping[Key, int],
    relations: Sequence[tuple[Key, Sequence[Key]]],
    threshold: int | None = None,
    also_hidden: Iterable[Key] = (),
) -> dict[Key, int | None]:
    """The cells with None for what is hidden: 1 to threshold − 1, those in `also_hidden`, and so
    much more that no relation gives one back.

    Zero is shown. Of what must be hidden besides, the smallest that is not zero is taken, parts
    before totals. Afterwards no hidden cell is the only solution of the relations taken together,
    and no relation tells that its hidden parts are a small number together or all one.
    """
    limit = threshold
    if limit is None:
        limit = settings.SMALL_NUMBER_THRESHOLD
    hidden = {key for key, value in cells.items() if 0 < value < limit}
    hidden |= {*also_hidden}
    relations = [relation for relation in relations if _has_someone(cells, relation)]
    protect_each(cells, relations, hidden, limit)
    while determined := _determined(relations, hidden):
        for key in determined:
            hide_beside(key, cells, relations, hidden)
        protect_each(cells, relations, hidden, limit)
    visible: dict[Key, int | None] = {**cells}
    for key in hidden:
        visible[key] = None
    return visible


def _has_someone(cells: Mapping[Key, int], relation: Relation[Key]) -> bool:
    """Whether it has a part that is not zero: else there is nothing to hide."""
    _, parts = relation
    return any(cells[key] for key in parts)


def protect_each(
    cells: Mapping[Key, int], relations: Sequence[Relation[Key]], hidden: set[Key], limit: int
) -> None:
    """Hide more, in place, until no relation by itself tells what it hides."""
    relations = [relation for relation in relations if _has_someone(cells, relation)]
    touching = defaultdict(list)
    for relation in relations:
        for key in {*_members(relation)}:
            touching[key].append(relation)
    waiting = list(relations)
    while waiting:
        total, parts = waiting.pop()
        if not _tells(cells, total, parts, hidden, limit):
            continue
        chosen = _smallest_visible(cells, parts, hidden)
        if chosen is None:
            chosen = total
        hidden.add(chosen)
        waiting += touching[chosen]


def _smallest_visible(
    cells: Mapping[Key, int], keys: Iterable[Key], hidden: set[Key]
) -> Key | None:
    """The first of the smallest that are not zero; None when all are zero or hidden."""
    smallest = None
    for key in keys:
        if key in hidden or not cells[key]:
            continue
        if smallest is None or cells[key] < cells[smallest]:
            smallest = key
    return smallest


def _members(relation: Relation[Key]) -> Iterator[Key]:
    total, parts = relation
    yield total
    yield from parts


def _tells(
    cells: Mapping[Key, int], total: Key, parts: Sequence[Key], hidden: set[Key], limit: int
) -> bool:
    """Whether this relation alone gives a hidden cell away, or that its hidden parts are few.

    The reader takes the shown parts from the shown total. What is left is told; hidden parts are
    never zero, so as many parts as are left over are one each.
    """
    hidden_parts = [key for key in parts if key in hidden]
    if total in hidden:
        return not hidden_parts
    if not hidden_parts:
        return False
    left = sum(cells[key] for key in hidden_parts)
    return len(hidden_parts) == 1 or left < limit or left == len(hidden_parts)


def _determined(relations: Sequence[Relation[Key]], hidden: set[Key]) -> list[Key]:
    """Hidden cells that all relations together determine: alone in a row of the reduced echelon
    form.
    """
    pivots = echelon_form(relations, hidden)
    return [key for key, row in pivots.items() if len(row) == 1]


def echelon_form(relations: Sequence[Relation[Key]], hidden: set[Key]) -> dict[Key, Equation[Key]]:
    """The relations as equations of what is hidden, solved for one cell each: by that cell."""
    pivots: dict[Key, Equation[Key]] = {}
    for relation in relations:
        row = _equation(relation, hidden)
        for key in tuple(row):
            if key in pivots:
                _subtract(row, pivots[key], row.get(key, 0))
        if row:
            _add_pivot(pivots, row)
    return pivots


def _add_pivot(pivots: dict[Key, Equation[Key]], row: Equation[Key]) -> None:
    """Scale the row so that its first cell is the pivot, and take that cell out of the others."""
    pivot, scale = next(iter(row.items()))
    if abs(scale) == 1:
        factor: int | Fraction = scale  # its own inverse, and whole numbers are much faster
    else:
        factor = 1 / Fraction(scale)
    for key in row:
        row[key] *= factor
    for other in pivots.values():
        if pivot in other:
            _subtract(other, row, other[pivot])
    pivots[pivot] = row


def _equation(relation: Relation[Key], hidden: set[Key]) -> Equation[Key]:
    """The relation with what is shown left out: the hidden parts less the hidden total."""
    total, parts = relation
    row: Equation[Key] = dict.fromkeys((key for key in parts if key in hidden), 1)
    if total in hidden:
        row[total] = -1
    return row


def _subtract(
    row: Equation[Key], other: Mapping[Key, int | Fraction], times: int | Fraction
) -> None:
    if not times:
        return
    for key, value in other.items():
        left = row.get(key, 0) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def hide_beside(
    key: Key, cells: Mapping[Key, int], relations: Iterable[Relation[Key]], hidden: set[Key]
) -> None:
    """Hide one more cell in a relation of this one; when none is left there, the smallest of all.

    There is always one: with only zeros shown, the relations have many solutions.
    """
    near: set[Key] = set()
    every: set[Key] = set()
    totals: set[Key] = set()
    for relation in relations:
        members = set(_members(relation))
        every |= members
        totals.add(relation[0])
        if key in members:
            near |= members

    def rank(candidate: Key) -> tuple[bool, int, str]:
        return candidate in totals, cells[candidate], str(candidate)

    for candidates in (near, every):
        visible = [one for one in candidates if one not in hidden and cells[one]]
        if visible:
            hidden.add(min(visible, key=rank))
            return
