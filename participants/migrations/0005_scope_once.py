"""What an identity opens is worked out once per unit of work, and every policy reads it. Forward only.

Before, each statement under a policy asked for memberships and caseload anew: 5–10 ms a statement, of which a page has
ten. Now app.enter(token) does it when the unit of work begins, and keeps the answer in two transaction-local settings
that are signed with the key that only the owner reads: whoever can run SQL as mia_app can read them, but not make them.
When memberships, teams or assignments change within the unit of work, a trigger works them out again.

plpgsql, because PostgreSQL keeps the plans of its statements for the whole connection; those of SQL functions are made
anew at every call.
"""

from django.db import migrations

# Roles per question, in the order in which app.scope keeps them (organisation 0002 has the same names and roles).
SETS = {
    "case_dps": "{case_worker,project_leader}",
    "wide_dps": "{project_leader,coordinator}",
    "person_dps": "{case_worker,project_leader,coordinator}",
    "note_dps": "{case_worker,project_leader}",
    "wide_note_dps": "{project_leader}",
    "write_dps": "{case_worker,project_leader}",
    "figure_dps": "{project_leader,coordinator,investigator}",
    "export_dps": "{coordinator}",
}
FUNCTION = "LANGUAGE plpgsql {kind} SECURITY DEFINER SET search_path = app, public, pg_temp"
STABLE = FUNCTION.format(kind="STABLE PARALLEL SAFE")
VOLATILE = FUNCTION.format(kind="VOLATILE")

SQL = f"""
-- HMAC-SHA256 with the owner's key. Not for mia_app (mia/access/grants.py).
CREATE FUNCTION app.sign(said text) RETURNS text {STABLE} AS $$
BEGIN
    RETURN (SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(said, 'UTF8'))), 'hex') FROM secret);
END $$;
REVOKE ALL ON FUNCTION app.sign(text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION app.uid() RETURNS bigint {STABLE} AS $$
BEGIN RETURN (app.claims())[1]::bigint; END $$;
CREATE OR REPLACE FUNCTION app.today() RETURNS date {STABLE} AS $$
BEGIN RETURN (app.claims())[2]::date; END $$;
CREATE OR REPLACE FUNCTION app.is_system() RETURNS boolean {STABLE} AS $$
BEGIN RETURN coalesce((app.claims())[1] = '0', false); END $$;

-- A setting that app.enter has signed for this very token, split at its semicolons; NULL for every other text.
CREATE FUNCTION app.kept(setting text) RETURNS text[] {STABLE} AS $$
DECLARE
    said text := current_setting(setting, true);
BEGIN
    IF coalesce(said, '') = '' THEN RETURN NULL; END IF;
    IF app.claims() IS NULL
       OR app.sign(concat_ws(';', setting, current_setting('app.token'), substr(said, 66))) <> left(said, 64)
    THEN RETURN NULL; END IF;
    RETURN string_to_array(substr(said, 66), ';');
END $$;

CREATE FUNCTION app.keep(setting text, said text) RETURNS void {VOLATILE} AS $$
BEGIN
    PERFORM set_config(setting, app.sign(concat_ws(';', setting, current_setting('app.token'), said)) || ';' || said, true);
END $$;
REVOKE ALL ON FUNCTION app.keep(text, text) FROM PUBLIC;

CREATE FUNCTION app.enter(token text) RETURNS void {VOLATILE} AS $$
DECLARE
    me bigint;
    day date;
    sets text;
    mine uuid[];
    persons uuid[] := '{{}}';
BEGIN
    PERFORM set_config('app.token', token, true), set_config('app.scope', '', true), set_config('app.mine', '', true);
    IF token = '' OR app.claims() IS NULL THEN RETURN; END IF;
    me := app.uid();
    day := app.today();
    SELECT concat_ws(';', {", ".join(f"coalesce(array_agg(DISTINCT d.id) FILTER (WHERE me = 0 OR m.role = ANY ('{roles}')), '{{}}')" for roles in SETS.values())})
    INTO sets
    FROM organisation_delprojekt d LEFT JOIN organisation_membership m
      ON m.staff_id = me AND (m.delprojekt_id = d.id OR m.delprojekt_id IS NULL)
         AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day);
    PERFORM app.keep('app.scope', sets);
    IF me = 0 OR split_part(sets, ';', 1) = '{{}}' THEN RETURN; END IF;
    SELECT coalesce(array_agg(DISTINCT a.enrolment_id), '{{}}') INTO mine FROM participants_assignment a
    WHERE a.delprojekt_id = ANY (split_part(sets, ';', 1)::bigint[])
      AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
      AND (a.staff_id = me OR NOT a.is_protected)
      AND a.staff_id = ANY (me || ARRAY(
          SELECT mate.staff_id FROM organisation_membership mate
          WHERE mate.team_id = ANY (ARRAY(SELECT team_id FROM organisation_membership
                                          WHERE staff_id = me AND team_id IS NOT NULL
                                            AND started_on <= day AND (ended_on IS NULL OR ended_on >= day)))
            AND mate.started_on <= day AND (mate.ended_on IS NULL OR mate.ended_on >= day)));
    IF cardinality(mine) > 0 THEN
        SELECT array_agg(DISTINCT participant_id) INTO persons FROM participants_enrolment WHERE id = ANY (mine);
    END IF;
    PERFORM app.keep('app.mine', concat_ws(';', mine, persons));
END $$;

CREATE FUNCTION app.enter_again() RETURNS trigger {VOLATILE} AS $$
BEGIN
    IF coalesce(current_setting('app.token', true), '') <> '' THEN PERFORM app.enter(current_setting('app.token')); END IF;
    RETURN NULL;
END $$;
{"".join(f'''
CREATE TRIGGER enter_again AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION app.enter_again();
''' for table in ("organisation_membership", "organisation_delprojekt", "participants_assignment"))}
CREATE OR REPLACE FUNCTION app.my_enrolments() RETURNS uuid[] {STABLE} AS $$
BEGIN RETURN coalesce((app.kept('app.mine'))[1]::uuid[], '{{}}'); END $$;
CREATE OR REPLACE FUNCTION app.my_participants() RETURNS uuid[] {STABLE} AS $$
BEGIN RETURN coalesce((app.kept('app.mine'))[2]::uuid[], '{{}}'); END $$;
{"".join(f'''
CREATE OR REPLACE FUNCTION app.{name}() RETURNS bigint[] {STABLE} AS $$
BEGIN RETURN coalesce((app.kept('app.scope'))[{place}]::bigint[], '{{}}'); END $$;
''' for place, name in enumerate(SETS, 1))}
DROP FUNCTION app.dps_with(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_unemployed_since"), ("organisation", "0004_keep_until")]
    operations = [migrations.RunSQL(SQL)]
