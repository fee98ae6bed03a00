-- How many protected cases nobody may open, in the delprojekt where the actor reviews emergency openings.
CREATE OR REPLACE FUNCTION app.orphan_count() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    reviewed bigint[] := app.delprojekt_with('review_emergency');
BEGIN
    RETURN (
        SELECT count(*) FROM participants_enrolment e
        WHERE e.is_protected AND e.delprojekt_id = ANY (reviewed) AND app.named_until(e.id, app.today(), NULL) IS NULL
    );
END $$;
