-- Of a row of participants_participant: what a merge may change of a person, and its undoing changes back.
CREATE OR REPLACE FUNCTION app.identity_of(person jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = app, public, pg_temp AS $$
    SELECT jsonb_object_agg(field, value) FROM jsonb_each(person) AS one (field, value)
    WHERE field IN (
        'given_name', 'family_name', 'interpreter_language', 'birth_date', 'birth_year', 'sex', 'protection'
    )
$$;
