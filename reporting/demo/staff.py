"""About 200 staff: leaders, case managers and SE coaches in teams; coordinator, investigator,
administrator.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from mia.access.roles import Role
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from reporting.demo import draw, names

# case managers, SE coaches, teams
SIZES = {
    "OS": (22, 11, 3),
    "HBS": (18, 9, 3),
    "VARNA": (12, 7, 2),
    "STHLM": (22, 8, 3),
    "SODT": (18, 9, 3),
    "ROSL": (16, 12, 3),
    "SUND": (8, 4, 1),
    "SUVS": (8, 5, 1),
}
TEAM_NAMES = ("Team Norr", "Team Söder", "Team Väster")
WHOLE = [
    ("koordinator", Role.COORDINATOR, "koordinator"),
    ("utredare", Role.INVESTIGATOR, "utredare"),
    ("admin", Role.ADMINISTRATOR, "administratör"),
]


@dataclass
class Place:
    """A delprojekt and those who work with participants there; `left` is the last day of those who
    have gone.
    """

    delprojekt: Delprojekt
    municipalities: list[str]
    staff: list[Staff] = field(default_factory=list)
    left: dict[int, date] = field(default_factory=dict)


def build(rng: Random, password: str) -> dict[str, Place]:
    """Save staff, teams and memberships, and return the places by code.

    `password` is already hashed.
    """
    places = {}
    memberships: list[Membership] = []
    for code, sizes in SIZES.items():
        delprojekt = Delprojekt.objects.get(code=code)
        place = Place(delprojekt, sorted(delprojekt.municipalities.values_list("code", flat=True)))
        teams = [Team(delprojekt=delprojekt, name=name) for name in TEAM_NAMES[: sizes[2]]]
        memberships += _workers(rng, place, sizes, Team.objects.bulk_create(teams), password)
        leader = _person(rng, f"ledare.{code.lower()}", "delprojektledare", password)
        memberships.append(_membership(leader, Role.PROJECT_LEADER, delprojekt))
        places[code] = place
    for username, role, title in WHOLE:
        memberships.append(_membership(_person(rng, username, title, password), role, None))
    Staff.objects.bulk_create([membership.staff for membership in memberships])
    Membership.objects.bulk_create(memberships)
    last_days = {row.staff.username: row.ended_on for row in memberships if row.ended_on}
    for place in places.values():
        for person in place.staff:
            if person.username in last_days:
                place.left[person.pk] = last_days[person.username]
    return places


def _workers(
    rng: Random, place: Place, sizes: tuple[int, int, int], teams: list[Team], password: str
) -> list[Membership]:
    """Case managers and coaches by turns over the teams; one in ten of them (never the first) has
    left.
    """
    memberships = []
    code = place.delprojekt.code.lower()
    for kind, title, many in (("cm", "case manager", sizes[0]), ("se", "SE-handledare", sizes[1])):
        for number in range(1, many + 1):
            person = _person(rng, f"{kind}{number if number > 1 else ''}.{code}", title, password)
            membership = _membership(
                person, Role.CASE_WORKER, place.delprojekt, teams[(number - 1) % len(teams)]
            )
            if number > 2 and rng.random() < 0.12:
                membership.ended_on = draw.between(rng, date(2021, 1, 1), date(2022, 6, 30))
                person.is_active = False
            place.staff.append(person)
            memberships.append(membership)
    return memberships


def _person(rng: Random, username: str, title: str, password: str) -> Staff:
    name = f"{names.given(rng, rng.choice('KKKM'))} {names.family(rng)}"
    return Staff(username=username, name=name, title=title, password=password)


def _membership(
    person: Staff, role: Role, delprojekt: Delprojekt | None, team: Team | None = None
) -> Membership:
    start = delprojekt.started_on if delprojekt else date(2016, 12, 1)
    return Membership(staff=person, role=role, delprojekt=delprojekt, team=team, started_on=start)
