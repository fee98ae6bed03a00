"""The shape of the policies of the second wall, used by migrations.

A migration that has run is history: to change a policy, write a new migration, do not edit what
these return.
"""

FLOOR = "delprojekt_id = ANY ((SELECT app.person_dps())::bigint[])"
SEEN = (
    "(delprojekt_id = ANY ((SELECT app.{wide}())::bigint[]) AND NOT is_protected)"
    " OR ({key} = ANY ((SELECT app.my_enrolments())::uuid[]){mine})"
)
WRITTEN = "delprojekt_id = ANY ((SELECT app.write_dps())::bigint[])"


def enable(table: str) -> str:
    """On, with the system identity let through. Never FORCE: the owner runs migrations (reliability
    §3.2 no. 5).
    """
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON {table} TO mia_app USING ((SELECT app.is_system())) WITH CHECK ((SELECT app.is_system()));
"""


def floor(table: str, condition: str = FLOOR) -> str:
    """The RESTRICTIVE floor per delprojekt: no later, more generous policy can widen past it."""
    allowed = f"{condition} OR (SELECT app.is_system())"
    return f"CREATE POLICY floor ON {table} AS RESTRICTIVE TO mia_app USING ({allowed}) WITH CHECK ({allowed});\n"


def on_enrolment(
    table: str, *, key: str = "enrolment_id", notes: bool = False, deletable: bool = False
) -> str:
    """A table whose rows carry delprojekt_id, is_protected and the enrolment."""
    wide = "wide_note_dps" if notes else "wide_dps"
    mine = " AND delprojekt_id = ANY ((SELECT app.note_dps())::bigint[])" if notes else ""
    seen = SEEN.format(wide=wide, key=key, mine=mine)
    led = SEEN.format(
        wide="wide_note_dps", key=key, mine=mine
    )  # who sees all as coordinator changes nothing
    sql = enable(table) + floor(table)
    sql += f"CREATE POLICY seen ON {table} FOR SELECT TO mia_app USING ({seen});\n"
    sql += f"CREATE POLICY added ON {table} FOR INSERT TO mia_app WITH CHECK ({WRITTEN});\n"
    sql += f"CREATE POLICY changed ON {table} FOR UPDATE TO mia_app USING ({led}) WITH CHECK ({WRITTEN});\n"
    if deletable:
        sql += f"CREATE POLICY removed ON {table} FOR DELETE TO mia_app USING (({led}) AND {WRITTEN});\n"
    return sql


def on_events(table: str, *, key: str = "enrolment_id", notes: bool = False) -> str:
    """An event table of the change trail: triggers add to it; history is seen by those who see the
    enrolment now.
    """
    seen = f"{key} IN (SELECT id FROM participants_enrolment)"
    if notes:
        seen += " AND delprojekt_id = ANY ((SELECT app.note_dps())::bigint[])"
    return enable(table) + (
        f"CREATE POLICY seen ON {table} FOR SELECT TO mia_app USING ({seen});\n"
        f"CREATE POLICY added ON {table} FOR INSERT TO mia_app WITH CHECK (true);\n"
    )


def copies_scope(table: str) -> str:
    """The database copies delprojekt and protection from the enrolment: no caller can get them
    wrong.
    """
    return f"""
CREATE TRIGGER copy_scope BEFORE INSERT OR UPDATE OF enrolment_id, delprojekt_id, is_protected ON {table}
FOR EACH ROW EXECUTE FUNCTION app.copy_scope();
"""
