"""The file of participants against the database: what cannot be so, what is new or changed, and the
writing.

Works on the temporary table `incoming` (interventions/imports/staging.py), in sets.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from interventions.imports import staging
from interventions.imports.participants import EXTRA, Incoming, Reader
from interventions.imports.report import CHANGED, NEW, UNCHANGED, Problem
from interventions.imports.staging import execute
from mia.access import bulk
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber

STAY = "daterange({0}.started_on, {0}.ended_on, '[]')"
OVERLAP = f"""
SELECT t.line, min(o.line), min(o.started_on), min(o.ended_on) FROM incoming t JOIN (
    SELECT line, id, participant_id, delprojekt_id, started_on, ended_on FROM incoming WHERE NOT line = ANY (%s)
    UNION ALL
    SELECT NULL, e.id, e.participant_id, e.delprojekt_id, e.started_on, e.ended_on FROM participants_enrolment e
    WHERE e.id NOT IN (SELECT id FROM incoming WHERE NOT line = ANY (%s))
) o ON o.participant_id = t.participant_id AND o.delprojekt_id = t.delprojekt_id AND o.id <> t.id
   AND {STAY.format("o")} && {STAY.format("t")} AND (o.line IS NULL OR o.line < t.line)
WHERE NOT t.line = ANY (%s) AND t.started_on <= coalesce(t.ended_on, 'infinity')
  AND o.started_on <= coalesce(o.ended_on, 'infinity') AND NOT t.bad && ARRAY['started_on', 'ended_on']
GROUP BY t.line ORDER BY t.line
"""


def create() -> None:
    staging.create(Enrolment, EXTRA)


def settle(reader: Reader, problems: list[Problem]) -> list[Problem]:
    """Everything wrong that only the whole file and the database can tell; afterwards `incoming`
    holds good rows.
    """
    execute("ANALYZE incoming")
    execute(
        "UPDATE incoming t SET id = e.id, known = true, old_end = e.ended_on FROM participants_enrolment e"
        " WHERE e.participant_id = t.participant_id AND e.delprojekt_id = t.delprojekt_id"
        " AND e.started_on = t.started_on"
    )
    absent = [column.field for column in reader.fields if not reader.header.has(column.name)]
    staging.fill_absent(Enrolment, absent)
    for income in ("income_before", "income_after"):  # the same codes in another order are the same
        execute(
            f"UPDATE incoming t SET {income} = e.{income} FROM participants_enrolment e"
            f" WHERE t.known AND e.id = t.id AND t.{income} @> e.{income} AND t.{income} <@ e.{income}"
        )
    headings = {column.field: column.name for column in reader.fields}
    key = ("participant_id", "delprojekt_id", "started_on")
    found = staging.broken_constraints(Enrolment, headings)
    found += staging.repeated(
        key, key, "Samma inskrivning (delprojekt, personnummer och startdatum)"
    )
    wrong = {problem.line for problem in problems} | {problem.line for problem in found}
    found += _overlaps(wrong)
    staging.set_aside([*problems, *found])
    return found


def _overlaps(wrong: set[int]) -> list[Problem]:
    """No two stays of a person in a delprojekt at the same time. Of two rows, the later one is
    wrong.

    Again until nothing more is found: an enrolment whose row is set aside keeps the days it has
    now.
    """
    problems: list[Problem] = []
    while True:
        aside = list(wrong)
        rows = execute(OVERLAP, [aside, aside, aside])
        for line, other, start, end in rows:
            stay = f"{start} – {end}" if end else f"från {start}"
            where = f"på rad {other}" if other else "i systemet"
            right = (
                f"Deltagaren är redan inskriven i delprojektet under den tiden ({stay}, {where})."
            )
            problems.append(Problem(line, "startdatum", "", right))
        if not rows:
            return problems
        wrong |= {row[0] for row in rows}


def classify(reader: Reader) -> None:
    """New, changed or unchanged; and what has changed."""
    facts = [column.field for column in reader.fields]
    old, new = (", ".join(f"{side}.{fact}" for fact in facts) for side in ("e", "t"))
    execute(
        f"UPDATE incoming t SET facts_changed = ({old}) IS DISTINCT FROM ({new})"
        " FROM participants_enrolment e WHERE t.known AND e.id = t.id"
    )
    execute(
        "UPDATE incoming t SET"
        " staff_changed = staff IS NOT NULL AND NOT EXISTS (SELECT FROM participants_assignment a"
        " WHERE a.enrolment_id = t.id AND a.staff_id = t.staff AND (a.ended_on IS NULL OR t.ended_on IS NOT NULL)),"
        " consent_changed = consent_on IS NOT NULL AND NOT EXISTS (SELECT FROM participants_consent c"
        " WHERE c.enrolment_id = t.id AND c.kind = 'SUS' AND c.given_on = t.consent_on),"
        " consent_holds = EXISTS (SELECT FROM participants_consent c"
        " WHERE c.enrolment_id = t.id AND c.kind = 'SUS' AND c.withdrawn_on IS NULL),"
        " methods_missing = array(SELECT m FROM unnest(t.methods) m WHERE NOT EXISTS (SELECT FROM"
        " interventions_methodwork w WHERE w.enrolment_id = t.id AND w.method = m))"
    )
    execute(
        "UPDATE incoming SET status = CASE WHEN known IS NULL THEN %s WHEN facts_changed OR person_changed OR"
        " staff_changed OR consent_changed OR cardinality(methods_missing) > 0 THEN %s ELSE %s END",
        [NEW, CHANGED, UNCHANGED],
    )
    execute("ANALYZE incoming")


def persons() -> int:
    """How many persons the good rows are about."""
    return int(execute("SELECT count(DISTINCT participant_id) FROM incoming")[0][0])


def write(reader: Reader, *, by: int | None, today: date) -> None:
    """Everything, in the order that the foreign keys ask for. `by` is the user of the page, None
    for a command.
    """
    good = {
        row[0]
        for row in execute(
            "SELECT DISTINCT participant_id FROM incoming WHERE status <> %s", [UNCHANGED]
        )
    }
    people = {person.pk: person for person in reader.persons.values() if person.pk in good}
    _new_people([person for person in people.values() if person.is_new], by=by)
    changed = {
        row[0]
        for row in execute("SELECT DISTINCT participant_id FROM incoming WHERE person_changed")
    }
    _changed_people([person for pk, person in people.items() if pk in changed])
    _enrolments(reader, by=by)
    _assignments(today)
    _consents()
    _methods()


def _new_people(people: Iterable[Incoming], *, by: int | None) -> None:
    now = execute("SELECT now()")[0][0]
    people = list(people)
    bulk.insert(
        Participant,
        (
            "id",
            "given_name",
            "family_name",
            "birth_date",
            "birth_year",
            "sex",
            "protection",
            "alias",
            "interpreter_language",
            "version",
            "registered_at",
            "registered_by_id",
        ),
        (
            (
                person.pk,
                person.given_name,
                person.family_name,
                person.identity.birth_date,
                person.identity.birth_year,
                person.identity.sex,
                person.protection or Protection.NONE.value,
                person.alias,
                "",
                1,
                now,
                by,
            )
            for person in people
        ),
    )
    numbers = (
        (person.pk, person.pk, person.identity.kind, person.identity.number) for person in people
    )
    bulk.insert(PersonalNumber, ("id", "participant_id", "kind", "number"), numbers)


def _changed_people(people: Iterable[Incoming]) -> None:
    execute("DROP TABLE IF EXISTS pg_temp.person")
    execute(
        "CREATE TEMP TABLE person (id uuid, given text, family text, protection text) ON COMMIT DROP"
    )
    rows = (
        (person.pk, person.given_name, person.family_name, person.protection or None)
        for person in people
    )
    bulk.copy("person", ("id", "given", "family", "protection"), rows)
    execute(
        "UPDATE participants_participant p SET given_name = n.given, family_name = n.family, version = p.version + 1,"
        " protection = coalesce(n.protection, p.protection) FROM person n WHERE n.id = p.id"
    )


def _enrolments(reader: Reader, *, by: int | None) -> None:
    """Known ones get the file's facts and the next version; their methods end with them."""
    facts = [column.field for column in reader.fields if reader.header.has(column.name)]
    assignments = ", ".join(f"{fact} = t.{fact}" for fact in facts)
    execute(
        f"UPDATE participants_enrolment e SET {assignments}, version = e.version + 1 FROM incoming t"
        " WHERE t.known AND t.facts_changed AND e.id = t.id"
    )
    names = ", ".join(
        ["id", "participant_id", "delprojekt_id", *(column.field for column in reader.fields)]
    )
    execute(
        f"INSERT INTO participants_enrolment ({names}, is_protected, version, registered_at, registered_by_id)"
        f" SELECT {names}, false, 1, now(), %s FROM incoming WHERE known IS NULL",
        [by],
    )
    execute(
        "UPDATE interventions_methodwork w SET ended_on = CASE WHEN t.ended_on IS NOT NULL THEN"
        " greatest(w.started_on, t.ended_on) END FROM incoming t"
        " WHERE t.known AND w.enrolment_id = t.id AND t.old_end IS DISTINCT FROM t.ended_on"
        " AND w.ended_on IS NOT DISTINCT FROM t.old_end"
    )


def _assignments(today: date) -> None:
    """A new responsible: from the start; in a case that somebody has, from today, and that one ends
    the day before.

    Nobody is taken off a case that several answer for.
    """
    execute(
        "UPDATE participants_assignment a SET ended_on = greatest(a.started_on, %s) FROM incoming t"
        " WHERE t.known AND t.staff_changed AND t.ended_on IS NULL AND a.enrolment_id = t.id AND a.ended_on IS NULL"
        " AND (SELECT count(*) FROM participants_assignment o WHERE o.enrolment_id = t.id AND o.ended_on IS NULL) = 1",
        [today - timedelta(days=1)],
    )
    execute(
        "INSERT INTO participants_assignment (id, enrolment_id, delprojekt_id, is_protected, staff_id, started_on)"
        " SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, t.staff, CASE WHEN t.ended_on IS NULL AND EXISTS"
        " (SELECT FROM participants_assignment a WHERE a.enrolment_id = t.id)"
        " THEN greatest(t.started_on, %s) ELSE t.started_on END FROM incoming t WHERE t.staff_changed",
        [today],
    )
    execute(
        "UPDATE interventions_methodwork w SET staff_id = t.staff FROM incoming t WHERE t.known AND t.staff_changed"
        " AND w.enrolment_id = t.id AND w.ended_on IS NULL AND w.method = ANY (t.methods)"
    )


def _consents() -> None:
    """Another day corrects the consent that holds; a withdrawn one stays withdrawn."""
    execute(
        "UPDATE participants_consent c SET given_on = t.consent_on FROM incoming t WHERE t.consent_changed"
        " AND t.consent_holds"
        " AND c.enrolment_id = t.id AND c.kind = 'SUS' AND c.withdrawn_on IS NULL"
    )
    execute(
        "INSERT INTO participants_consent (id, enrolment_id, delprojekt_id, is_protected, kind, given_on)"
        " SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, 'SUS', t.consent_on FROM incoming t"
        " WHERE t.consent_changed AND NOT t.consent_holds"
    )


def _methods() -> None:
    execute(
        "INSERT INTO interventions_methodwork (id, enrolment_id, delprojekt_id, is_protected, method, staff_id,"
        " started_on, ended_on) SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, m, t.staff, t.started_on,"
        " t.ended_on FROM incoming t, unnest(t.methods_missing) m"
    )
