-- The staff whose rows of the access log the actor may review, never the actor's own: where the role is for the whole
-- programme all staff and the system (0), else those who have or have had a membership in the delprojekt.
CREATE OR REPLACE FUNCTION app.reviewed_staff() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    places bigint[] := app.delprojekt_with('review_log');
    reviewer bigint := app.uid();
BEGIN
    IF cardinality(places) = 0 OR reviewer IS NULL THEN
        RETURN '{}';
    END IF;
    IF reviewer = 0 OR EXISTS (
        SELECT FROM organisation_membership m
        JOIN access_role_permission given ON given.role = m.role AND given.permission = 'review_log'
        WHERE m.staff_id = reviewer AND m.delprojekt_id IS NULL
          AND m.started_on <= app.today() AND (m.ended_on IS NULL OR m.ended_on >= app.today())
    ) THEN
        RETURN ARRAY(SELECT id FROM organisation_staff WHERE id <> reviewer) || 0::bigint;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT m.staff_id FROM organisation_membership m
        WHERE m.delprojekt_id = ANY (places) AND m.staff_id <> reviewer
    );
END $$;
