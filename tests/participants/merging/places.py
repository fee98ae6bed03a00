"""Every row of every table, to compare before and after."""

from django.db import connection

from tests.factories import EnrolmentFactory, ParticipantFactory

# What a merge and its undoing leave on purpose: the log, the merge itself, and which form is old.
NOT_COMPARED = ("audit_", "participants_personmerge", "django_", "pghistory_")
COUNTED_UP = {"version"}


def tables() -> list[str]:
    names = connection.introspection.table_names()
    kept = [name for name in names if not name.startswith(NOT_COMPARED)]
    return [name for name in kept if not name.endswith("event")]


def all_rows() -> dict[str, list[str]]:
    """The rows of each table as text, in one order."""
    rows = {}
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (to_jsonb(t) - %s::text[])::text FROM public.{table} t",
                [list(COUNTED_UP) if table == "participants_participant" else []],
            )
            rows[table] = sorted(row[0] for row in cursor.fetchall())
    return rows


def twin(enrolment, delprojekt, **facts):
    """Another registration of the person: the same name and day of birth, another number."""
    person = enrolment.participant
    names = {"given_name": person.given_name, "family_name": person.family_name}
    chosen = names | {key: facts.pop(key) for key in (*names, "protection") if key in facts}
    other = ParticipantFactory(birth_date=person.birth_date, sex=person.sex, number=False, **chosen)
    return EnrolmentFactory(participant=other, delprojekt=delprojekt, **facts)
