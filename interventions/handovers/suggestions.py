"""Who could take over a case: by language, method, municipality, and room below the ceilings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

# How much it speaks for a colleague: the participant's language, each method, the municipality.
LANGUAGE, METHOD, MUNICIPALITY = 4, 2, 1


@dataclass(frozen=True)
class MovingCase:
    """A case that needs a new worker. `methods` are the codes of those that move with it."""

    enrolment: Enrolment
    methods: tuple[str, ...] = ()
    has_note: bool = False

    @property
    def language(self) -> str:
        return self.enrolment.participant.interpreter_language.casefold()


@dataclass
class Candidate:
    """A colleague who could take cases. One who `leads` can be chosen but is not suggested.

    `methods` are the codes of those that the colleague gives already. `cases` and `by_method` count
    the colleague's cases, with those that are suggested so far.
    """

    staff: Staff
    leads: bool = False
    methods: frozenset[str] = frozenset()
    cases: int = 0
    by_method: dict[str, int] = field(default_factory=dict)
    municipalities: Collection[str] = ()

    @property
    def languages(self) -> list[str]:
        return [word.strip().casefold() for word in self.staff.languages.split(",") if word.strip()]

    def has_room(self, case: MovingCase, ceilings: Mapping[str, int]) -> bool:
        """Whether no method of the case would go above its ceiling."""
        for method in case.methods:
            ceiling = ceilings.get(method)
            if ceiling is not None and self.by_method.get(method, 0) >= ceiling:
                return False
        return True

    def take(self, case: MovingCase) -> None:
        """Count the case as the colleague's, for the next suggestion."""
        self.cases += 1
        for method in case.methods:
            self.by_method[method] = self.by_method.get(method, 0) + 1


@dataclass(frozen=True)
class Suggestion:
    """Who is suggested and why; without anybody `staff` is None."""

    staff: Staff | None
    reasons: tuple[str, ...] = ()


def suggest(
    cases: Sequence[MovingCase], candidates: Sequence[Candidate], ceilings: Mapping[str, int]
) -> dict[object, Suggestion]:
    """Return a suggestion by the key of each enrolment.

    Cases that need a language are given first, because fewest can take them. Of two who suit as
    well, the one with fewer cases is suggested. Each case is counted as the suggested colleague's
    at once, so the candidates are changed.
    """
    suggestions: dict[object, Suggestion] = {}
    needing_language = [case for case in cases if case.language]
    others = [case for case in cases if not case.language]
    for case in needing_language + others:
        suggestions[case.enrolment.pk] = _suggest_one(case, candidates, ceilings)
    return suggestions


def _suggest_one(
    case: MovingCase, candidates: Sequence[Candidate], ceilings: Mapping[str, int]
) -> Suggestion:
    best, best_rank, best_reasons = None, None, []
    for candidate in candidates:
        if candidate.leads:
            continue
        points, reasons = _match(case, candidate)
        has_room = candidate.has_room(case, ceilings)
        rank = (has_room, points, -candidate.cases)
        if best_rank is None or rank > best_rank:
            best, best_rank, best_reasons = candidate, rank, reasons
            if not has_room:
                best_reasons = [*reasons, "över taket"]
    if best is None:
        return Suggestion(None)
    best.take(case)
    return Suggestion(best.staff, tuple(best_reasons))


def _match(case: MovingCase, candidate: Candidate) -> tuple[int, list[str]]:
    """How well they suit each other, and what suits."""
    points, reasons = 0, []
    if case.language and case.language in candidate.languages:
        points += LANGUAGE
        reasons.append(f"talar {case.language}")
    shared = [method for method in case.methods if method in candidate.methods]
    if shared:
        points += METHOD * len(shared)
        reasons.append(f"ger {', '.join(shared)}")
    if case.enrolment.municipality_id in candidate.municipalities:
        points += MUNICIPALITY
        reasons.append(f"arbetar i {case.enrolment.municipality}")
    return points, reasons
