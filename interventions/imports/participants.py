"""The file of participants: its columns, and what one row says (docs/formats.md §3). Nothing is
written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from interventions.imports import lookups
from interventions.imports.columns import Column, Header, read_row
from interventions.imports.lookups import Lookups
from interventions.imports.report import Problem, shown
from interventions.methods.enums import Method
from mia.core import cells, personnummer
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.queries import esf_project_on
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.people.actions import new_alias
from participants.people.enums import IdentityKind, Protection

PERCENT = cells.whole(0, 100)
# Columns of `incoming` besides the enrolment's own.
EXTRA = (
    "known boolean, staff integer, methods text[], consent_on date, person_changed boolean, facts_changed boolean,"
    " staff_changed boolean, consent_changed boolean, consent_holds boolean, methods_missing text[], old_end date"
)


def raw(cell: Any) -> Any:
    """The cell as it is: only personnummer.parse may judge it."""
    return None if cells.as_text(cell) == "" else cell


def columns(codes: lookups.Codes) -> list[Column]:
    """In the order of docs/formats.md §3."""
    return [
        Column("delprojekt", cells.text(20), required=True),
        Column("personnummer", raw, required=True),
        Column("identitetstyp", cells.code(IdentityKind.values)),
        Column("fornamn", cells.text(100), required=True),
        Column("efternamn", cells.text(100), required=True),
        Column("skydd", cells.code(Protection.values)),
        Column("kommun", cells.code(codes.municipalities), "municipality_id"),
        Column("stadsdel", cells.text(60), "district", empty=""),
        Column("remitterande", cells.code(codes.referrers), "referrer_id"),
        Column("remissdatum", cells.day, "referred_on"),
        Column("startdatum", cells.day, "started_on", required=True),
        Column("metoder", cells.codes(Method.values)),
        Column("handledare", cells.text(60)),
        Column("samtycke_sus", cells.day),
        *_before(codes),
        *_after(codes),
        Column("projekt", cells.code(codes.projects), "project_id"),
    ]


def _before(codes: lookups.Codes) -> list[Column]:
    answer, not_asked = cells.code(Answer.values), Answer.NOT_ASKED.value
    return [
        Column("arbetsmarknadsstatus", cells.code(LabourStatus.values), "labour_status"),
        Column("arbetslos_sedan", cells.day, "unemployed_since"),
        Column("i_utbildning", cells.yes_no, "in_education"),
        Column("utbildning", cells.code(Education.values), "education"),
        Column("forsorjning_fore", cells.codes(codes.incomes), "income_before", empty=[]),
        Column("forsorjning_manader", cells.whole(0, 600), "income_months"),
        Column("arbete_fore", cells.code(Work.values), "work_before"),
        Column("arbete_fore_procent", PERCENT, "work_before_percent"),
        Column("studier_fore_procent", PERCENT, "study_before_percent"),
        Column("arbetssokande_fore", cells.yes_no, "seeking_before"),
        Column("funktionsnedsattning", answer, "disability", empty=not_asked),
        Column("utlandsk_bakgrund", answer, "foreign_background", empty=not_asked),
        Column("hemlos", answer, "homeless", empty=not_asked),
    ]


def _after(codes: lookups.Codes) -> list[Column]:
    return [
        Column("slutdatum", cells.day, "ended_on"),
        Column("avslutsanledning", cells.code(codes.exits), "exit_reason_id"),
        Column("forsorjning_efter", cells.codes(codes.incomes), "income_after", empty=[]),
        Column("arbete_efter", cells.code(Work.values), "work_after"),
        Column("arbete_efter_procent", PERCENT, "work_after_percent"),
        Column("studier_efter_procent", PERCENT, "study_after_percent"),
        Column("arbetssokande_efter", cells.yes_no, "seeking_after"),
        Column("inskriven_af_efter", cells.yes_no, "registered_after"),
        Column("forstarkt_samarbete_fran", cells.day, "enhanced_from"),
        Column("forstarkt_samarbete_till", cells.day, "enhanced_to"),
    ]


@dataclass(slots=True)
class Incoming:
    """A person as the file says, the same in every row."""

    pk: UUID
    identity: personnummer.Identity
    given_name: str
    family_name: str
    line: int
    is_new: bool
    alias: str
    protection: str = ""  # "" = no row has said


class Reader:
    """Rows of the file become rows of `incoming`. `persons` collects who is in the file, by number."""

    def __init__(self, header: Header, found: Lookups, today: date) -> None:
        self.header, self.found, self.today = header, found, today
        self.columns = columns(found.codes)
        self.fields = [column for column in self.columns if column.field]
        self.persons: dict[str, Incoming] = {}
        self._by_pk: dict[UUID, Incoming] = {}
        self._identities: dict[tuple[Any, Any], personnummer.Identity] = {}
        self._aliases = set(found.aliases)
        self.names = (
            "line",
            "bad",
            "id",
            "participant_id",
            "delprojekt_id",
            *(column.field for column in self.fields),
            "staff",
            "methods",
            "consent_on",
            "person_changed",
            "version",
        )

    def read(self, line: int, cells_: Sequence[Any]) -> tuple[tuple[Any, ...], list[Problem]]:
        """The record for COPY, and everything wrong that can be told from the row itself."""
        values, problems = read_row(line, cells_, self.header, self.columns)
        if not values and problems:
            return self._record(line, {}, None, None, None, problems), problems
        delprojekt = self.delprojekt(line, values, problems)
        person = self._person(line, values, problems)
        staff = self._staff(line, values, delprojekt, problems)
        self._income(line, values, problems)
        return self._record(line, values, person, delprojekt, staff, problems), problems

    def _record(
        self,
        line: int,
        values: dict[str, Any],
        person: Incoming | None,
        delprojekt: int | None,
        staff: int | None,
        problems: list[Problem],
    ) -> tuple[Any, ...]:
        wrong = {problem.column for problem in problems}
        bad = [column.field for column in self.fields if column.name in wrong or "" in wrong]
        start = values.get("startdatum")
        if start and values.get("projekt") is None:
            project = esf_project_on(start, self.found.codes.projects_by_start)
            values["projekt"] = project.pk
        facts = (values.get(column.name, column.empty) for column in self.fields)
        changed = bool(person and self._changes(person))
        return (
            line,
            bad,
            uuid7(),
            person and person.pk,
            delprojekt,
            *facts,
            staff,
            values.get("metoder"),
            values.get("samtycke_sus"),
            changed,
            1,
        )

    def delprojekt(self, line: int, values: dict[str, Any], problems: list[Problem]) -> int | None:
        code = values.get("delprojekt")
        pk = self.found.delprojekt.get(code.upper()) if code else None
        if code and pk is None:
            valid = ", ".join(sorted(self.found.delprojekt))
            problems.append(
                Problem(
                    line,
                    "delprojekt",
                    shown("", code),
                    f"Delprojektet finns inte bland dem du kan läsa in till: {valid}.",
                )
            )
        return pk

    def identity(
        self, line: int, values: dict[str, Any], problems: list[Problem]
    ) -> personnummer.Identity | None:
        """The number read as a number; each text once."""
        if "personnummer" not in values or not (cell := values["personnummer"]):
            return None
        key = (cell, values.get("identitetstyp"))
        if key not in self._identities:
            try:
                self._identities[key] = personnummer.parse(cell, kind=key[1], today=self.today)
            except personnummer.InvalidIdentity as error:
                problems.append(
                    Problem(line, "personnummer", shown("personnummer", cell), error.message)
                )
                return None
        return self._identities[key]

    def _person(
        self, line: int, values: dict[str, Any], problems: list[Problem]
    ) -> Incoming | None:
        identity = self.identity(line, values, problems)
        given, family = values.get("fornamn"), values.get("efternamn")
        if identity is None or not given or not family:
            return None
        known = self.found.persons.get(identity.number)
        if known and known.closed:
            problems.append(
                Problem(
                    line, "personnummer", shown("personnummer", identity.number), lookups.NOT_HERE
                )
            )
            return None
        person = self.persons.get(identity.number) or (self._by_pk.get(known.pk) if known else None)
        if person is None:
            pk = known.pk if known else uuid7()
            person = Incoming(
                pk, identity, given, family, line, known is None, "" if known else self._alias()
            )
            self._by_pk[pk] = person
        self.persons[identity.number] = person
        self._agree(line, values, person, known, problems)
        return person

    def _agree(
        self,
        line: int,
        values: dict[str, Any],
        person: Incoming,
        known: lookups.Person | None,
        problems: list[Problem],
    ) -> None:
        """One person has one name and one protection in a file, and a file never lifts protection."""
        if (values["fornamn"], values["efternamn"]) != (person.given_name, person.family_name):
            right = f"Samma personnummer har ett annat namn på rad {person.line}. Skriv samma namn på båda raderna."
            column = "fornamn" if values["fornamn"] != person.given_name else "efternamn"
            problems.append(Problem(line, column, shown(column, values[column]), right))
        protection = values.get("skydd")
        if protection is None:
            return
        if person.protection not in ("", protection):
            right = f"Samma personnummer har ett annat skydd på rad {person.line} eller senare. Skriv samma på alla."
            problems.append(Problem(line, "skydd", protection, right))
        elif known and protection == Protection.NONE != known.protection:
            right = "Deltagaren har skyddade personuppgifter. Skyddet tas bort på deltagarens sida, inte från fil."
            problems.append(Problem(line, "skydd", protection, right))
        else:
            person.protection = protection

    def _changes(self, person: Incoming) -> bool:
        """Does the file say something else about the person than what is registered?"""
        known = self.found.persons.get(person.identity.number)
        if known is None:
            return False
        names = (known.given_name, known.family_name) != (person.given_name, person.family_name)
        return names or person.protection not in ("", known.protection)

    def _alias(self) -> str:
        alias = new_alias()
        while alias in self._aliases:
            alias = new_alias()
        self._aliases.add(alias)
        return alias

    def _staff(
        self, line: int, values: dict[str, Any], delprojekt: int | None, problems: list[Problem]
    ) -> int | None:
        username = values.get("handledare")
        if not username:
            return None
        pk = self.found.staff.get(username.lower())
        if pk is None:
            problems.append(
                Problem(line, "handledare", shown("", username), "Användarnamnet finns inte.")
            )
        elif delprojekt and (pk, delprojekt) not in self.found.works_in:
            right = "Användaren är inte handläggare eller delprojektledare i delprojektet."
            problems.append(Problem(line, "handledare", shown("", username), right))
        return pk

    def _income(self, line: int, values: dict[str, Any], problems: list[Problem]) -> None:
        for column in ("forsorjning_fore", "forsorjning_efter"):
            sources = values.get(column) or []
            if "INGEN_OFFENTLIG" in sources and any(
                self.found.codes.incomes[source] for source in sources
            ):
                right = "INGEN_OFFENTLIG kan inte stå tillsammans med en offentlig försörjning. Ta bort den ena."
                problems.append(Problem(line, column, "|".join(sources), right))
