"""What the second wall asks of memberships: the delprojekt in which the actor holds one of these roles today."""

from django.db import migrations

# Roles per question, as in mia/access/roles.py; tests/organisation/test_scope.py compares the two.
FUNCTIONS = {
    "case_dps": ["case_worker", "project_leader"],  # SEE_ASSIGNED
    "wide_dps": ["project_leader", "coordinator"],  # SEE_DELPROJEKT
    "person_dps": ["case_worker", "project_leader", "coordinator"],  # either: the floor
    "note_dps": ["case_worker", "project_leader"],  # READ_NOTES
    "wide_note_dps": ["project_leader"],  # READ_NOTES and SEE_DELPROJEKT
    "write_dps": ["case_worker", "project_leader"],  # EDIT_ENROLMENT, LOG_CONTACT
    "figure_dps": ["project_leader", "coordinator", "investigator"],  # SEE_FIGURES
    "export_dps": ["coordinator"],  # EXPORT_PERSONS
}

SQL = """
CREATE FUNCTION app.active(started_on date, ended_on date) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = app, public, pg_temp
AS $$ SELECT started_on <= app.today() AND (ended_on IS NULL OR ended_on >= app.today()) $$;

CREATE FUNCTION app.dps_with(wanted text[]) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$
    WITH me AS MATERIALIZED (SELECT app.uid() AS id, app.today() AS today), held AS (
        SELECT m.delprojekt_id FROM organisation_membership m, me
        WHERE m.staff_id = me.id AND m.role = ANY (wanted)
          AND m.started_on <= me.today AND (m.ended_on IS NULL OR m.ended_on >= me.today)
    )
    SELECT coalesce(array_agg(d.id), '{}') FROM organisation_delprojekt d
    WHERE d.id IN (SELECT delprojekt_id FROM held) OR EXISTS (SELECT FROM held WHERE delprojekt_id IS NULL)
       OR (SELECT id FROM me) = 0
$$;
""" + "".join(
    f"""
CREATE FUNCTION app.{name}() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = app, public, pg_temp AS $$ SELECT app.dps_with(ARRAY['{"', '".join(roles)}']) $$;
"""
    for name, roles in FUNCTIONS.items()
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("audit", "0001_identity")]
    operations = [migrations.RunSQL(SQL)]
