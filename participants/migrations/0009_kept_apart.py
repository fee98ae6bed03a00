"""What one answers for is kept in two settings, each a plain list: a policy checks and reads the one that it asks for.

For a case worker with a team of four that is half of what each policy costs (0.14 ms, ten times a page). And the crew
is joined, so that its index is used: an array of unknown length made the database read every assignment of the
delprojekt (a million enrolments: 5 ms a page). Forward only.
"""

from django.db import migrations

FUNCTION = "LANGUAGE plpgsql {kind} SECURITY DEFINER SET search_path = app, public, pg_temp"
STABLE = FUNCTION.format(kind="STABLE PARALLEL SAFE")
VOLATILE = FUNCTION.format(kind="VOLATILE")
# Roles per question, in the order in which app.scope keeps them (participants 0005).
SETS = [
    "{case_worker,project_leader}", "{project_leader,coordinator}", "{case_worker,project_leader,coordinator}",
    "{case_worker,project_leader}", "{project_leader}", "{case_worker,project_leader}",
    "{project_leader,coordinator,investigator}", "{coordinator}",
]  # fmt: skip
COLUMNS = ", ".join(
    f"coalesce(array_agg(DISTINCT d.id) FILTER (WHERE me = 0 OR m.role = ANY ('{roles}')), '{{}}')" for roles in SETS
)

SQL = f"""
-- A setting that app.enter has signed for this very token; NULL for every other text.
CREATE FUNCTION app.signed(setting text) RETURNS text {STABLE} AS $$
DECLARE
    said text := current_setting(setting, true);
BEGIN
    IF coalesce(said, '') = '' THEN RETURN NULL; END IF;
    IF app.claims() IS NULL
       OR app.sign(concat_ws(';', setting, current_setting('app.token'), substr(said, 66))) <> left(said, 64)
    THEN RETURN NULL; END IF;
    RETURN substr(said, 66);
END $$;

CREATE OR REPLACE FUNCTION app.kept(setting text) RETURNS text[] {STABLE} AS $$
BEGIN RETURN string_to_array(app.signed(setting), ';'); END $$;
CREATE OR REPLACE FUNCTION app.my_enrolments() RETURNS uuid[] {STABLE} AS $$
BEGIN RETURN coalesce(app.signed('app.mine')::uuid[], '{{}}'); END $$;
CREATE OR REPLACE FUNCTION app.my_participants() RETURNS uuid[] {STABLE} AS $$
BEGIN RETURN coalesce(app.signed('app.persons')::uuid[], '{{}}'); END $$;

CREATE OR REPLACE FUNCTION app.enter(token text) RETURNS void {VOLATILE} AS $$
DECLARE
    me bigint;
    day date;
    sets text;
    mine uuid[];
    persons uuid[];
BEGIN
    PERFORM set_config('app.token', token, true), set_config('app.scope', '', true), set_config('app.mine', '', true),
        set_config('app.persons', '', true);
    IF token = '' OR app.claims() IS NULL THEN RETURN; END IF;
    me := app.uid();
    day := app.today();
    SELECT concat_ws(';', {COLUMNS})
    INTO sets
    FROM organisation_delprojekt d LEFT JOIN organisation_membership m
      ON m.staff_id = me AND (m.delprojekt_id = d.id OR m.delprojekt_id IS NULL)
         AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day);
    PERFORM app.keep('app.scope', sets);
    IF me = 0 OR split_part(sets, ';', 1) = '{{}}' THEN RETURN; END IF;
    SELECT array_agg(DISTINCT a.enrolment_id) INTO mine
    FROM unnest(me || ARRAY(
        SELECT mate.staff_id FROM organisation_membership mate
        WHERE mate.team_id = ANY (ARRAY(SELECT team_id FROM organisation_membership
                                        WHERE staff_id = me AND team_id IS NOT NULL
                                          AND started_on <= day AND (ended_on IS NULL OR ended_on >= day)))
          AND mate.started_on <= day AND (mate.ended_on IS NULL OR mate.ended_on >= day))) crew (staff_id)
    JOIN participants_assignment a ON a.staff_id = crew.staff_id
    WHERE a.delprojekt_id = ANY (split_part(sets, ';', 1)::bigint[])
      AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
      AND (a.staff_id = me OR NOT a.is_protected);
    IF mine IS NULL THEN RETURN; END IF;
    SELECT array_agg(DISTINCT participant_id) INTO persons FROM participants_enrolment WHERE id = ANY (mine);
    PERFORM app.keep('app.mine', mine::text), app.keep('app.persons', persons::text);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0008_search_once")]
    operations = [migrations.RunSQL(SQL)]
