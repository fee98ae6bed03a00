"""About 200 staff: leaders, case managers and SE coaches in teams; coordinator, investigator,
administrator, log reviewer.
"""

from datetime import date
from itertools import cycle
from typing import NamedTuple

from mia.access.roles import Role
from mia.core.draw import SeededRandom
from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.demo import DemoPlace
from reporting.demo import names


class Size(NamedTuple):
    """How many work in a delprojekt, and in how many teams."""

    case_managers: int
    coaches: int
    teams: int


SIZES = {
    "OS": Size(22, 11, 3),
    "HBS": Size(18, 9, 3),
    "VARNA": Size(12, 7, 2),
    "STHLM": Size(22, 8, 3),
    "SODT": Size(18, 9, 3),
    "ROSL": Size(16, 12, 3),
    "SUND": Size(8, 4, 1),
    "SUVS": Size(8, 5, 1),
}
TEAM_NAMES = ("Team Norr", "Team Söder", "Team Väster")
# Spoken by some of those who work with participants, by turns.
LANGUAGES = ("", "", "arabiska", "", "somaliska, engelska", "", "tigrinja", "persiska, dari")
SUMMER = (date(2022, 7, 4), date(2022, 7, 29))
PROGRAMME_START = date(2016, 12, 1)
WHOLE_PROGRAMME = [
    ("koordinator", Role.COORDINATOR, "koordinator"),
    ("utredare", Role.INVESTIGATOR, "utredare"),
    ("admin", Role.ADMINISTRATOR, "administratör"),
]
ARCHIVIST = "arkiv"
ALWAYS_STAY = 2  # of each kind: visitors log in as them
HAVE_LEFT = 0.12
FIRST_LEAVING = date(2021, 1, 1)
LAST_LEAVING = date(2022, 6, 30)


def build(rng: SeededRandom, password: str) -> dict[str, DemoPlace]:
    """Save staff, teams and memberships, and return the places by code.

    `password` is already hashed.
    """
    drawer = StaffDrawer(rng, password)
    places = {}
    for code, size in SIZES.items():
        places[code] = drawer.draw_place(Delprojekt.objects.get(code=code), size)
    in_order = list(places.values())
    for place, neighbour in zip(in_order, in_order[1:] + in_order[:1], strict=True):
        place.neighbour = neighbour
    for username, role, title in WHOLE_PROGRAMME:
        person = drawer.draw_person(username, title)
        drawer.add_membership(person, role, PROGRAMME_START)
    drawer.add_supervisor_and_steering_group()
    # Nothing is drawn for these two, so the county of a seed is what it was.
    reviewer = Staff(
        username="granskare", name="Lena Granath", title="loggranskare", password=password
    )
    drawer.add_membership(reviewer, Role.LOG_REVIEWER, PROGRAMME_START)
    # Two persons dispose: the second coordinator keeps the archive.
    archivist = Staff(
        username=ARCHIVIST, name="Mats Arkner", title="koordinator, arkiv", password=password
    )
    drawer.add_membership(archivist, Role.COORDINATOR, PROGRAMME_START)
    Staff.objects.bulk_create([membership.staff for membership in drawer.memberships])
    Membership.objects.bulk_create(drawer.memberships)
    Absence.objects.bulk_create([_summer_of(place) for place in places.values()])
    # Staff have their keys now.
    for place in places.values():
        for person in place.staff:
            if person.username in drawer.left_on:
                place.left_on[person.pk] = drawer.left_on[person.username]
    return places


class StaffDrawer:
    """Draws staff with one password, and keeps their memberships.

    `left_on` is the last day of those who have gone, by user name.
    """

    def __init__(self, rng: SeededRandom, password: str) -> None:
        self.rng = rng
        self.password = password
        self.memberships: list[Membership] = []
        self.left_on: dict[str, date] = {}

    def draw_place(self, delprojekt: Delprojekt, size: Size) -> DemoPlace:
        """Save the teams, and draw those who work in them and their leader."""
        municipalities = delprojekt.municipalities.order_by("code")
        place = DemoPlace(delprojekt, list(municipalities.values_list("code", flat=True)))
        team_names = TEAM_NAMES[: size.teams]
        teams = [Team(delprojekt=delprojekt, name=name) for name in team_names]
        Team.objects.bulk_create(teams)
        self._draw_workers(place, teams, "cm", "case manager", size.case_managers)
        self._draw_workers(place, teams, "se", "SE-handledare", size.coaches)
        leader = self.draw_person(f"ledare.{delprojekt.code.lower()}", "delprojektledare")
        self.add_membership(leader, Role.PROJECT_LEADER, delprojekt.started_on, delprojekt)
        return place

    def _draw_workers(
        self, place: DemoPlace, teams: list[Team], kind: str, title: str, many: int
    ) -> None:
        """By turns over the teams; one in ten has left."""
        delprojekt = place.delprojekt
        for index, team in zip(range(many), cycle(teams), strict=False):
            username = _make_username(kind, index, delprojekt)
            person = self.draw_person(username, title)
            started_on = delprojekt.started_on
            membership = self.add_membership(person, Role.CASE_WORKER, started_on, delprojekt)
            membership.team = team
            if index >= ALWAYS_STAY and self.rng.happens(HAVE_LEFT):
                last_day = self.rng.between(FIRST_LEAVING, LAST_LEAVING)
                self.left_on[person.username] = last_day
                membership.ended_on = last_day
                person.is_active = False
            person.languages = LANGUAGES[index % len(LANGUAGES)]
            place.staff.append(person)

    def draw_person(self, username: str, title: str) -> Staff:
        given_name = names.given(self.rng, self.rng.choice("KKKM"))
        name = f"{given_name} {names.family(self.rng)}"
        return Staff(username=username, name=name, title=title, password=self.password)

    def add_supervisor_and_steering_group(self) -> None:
        """With names that are not drawn, so that everybody else stays the same."""
        supervisor = Staff(username="metod.cm", name="Mona Metodsson", password=self.password)
        self.add_membership(supervisor, Role.METHOD_SUPERVISOR, PROGRAMME_START).method = "CM"
        member = Staff(username="styrgrupp.fk", name="Stig Gruppsson", password=self.password)
        self.add_membership(member, Role.STEERING_GROUP, PROGRAMME_START).party = "FK"

    def add_membership(
        self, person: Staff, role: Role, started_on: date, delprojekt: Delprojekt | None = None
    ) -> Membership:
        membership = Membership(
            staff=person, role=role, delprojekt=delprojekt, started_on=started_on
        )
        self.memberships.append(membership)
        return membership


def _summer_of(place: DemoPlace) -> Absence:
    """The holiday of the first case manager, with the second as substitute."""
    staff, substitute = place.staff[:2]
    first_day, last_day = SUMMER
    return Absence(
        staff=staff,
        substitute=substitute,
        delprojekt=place.delprojekt,
        started_on=first_day,
        ended_on=last_day,
        registered_by=staff,
    )


def _make_username(kind: str, index: int, delprojekt: Delprojekt) -> str:
    """For example cm.os, cm2.os, cm3.os."""
    code = delprojekt.code.lower()
    if index == 0:
        return f"{kind}.{code}"
    return f"{kind}{index + 1}.{code}"
