-- Pairs of registrations that may be of one person: born on the same day, with names that are alike, the likest first. Of
-- `wanted`, or of the 2,000 who were enrolled last. Only persons whom the actor may merge (app.may_merge) come out.
--
-- It runs as the owner, as app.search_participants does.
CREATE OR REPLACE FUNCTION app.likely_duplicates(wanted uuid, most integer) RETURNS TABLE (first uuid, second uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    whole bigint[] := app.whole_delprojekt_with('merge_persons');
    assigned uuid[] := ARRAY(
        SELECT e.id FROM participants_enrolment e
        WHERE e.id = ANY (app.my_enrolments()) AND NOT e.id = ANY (app.my_read_only())
          AND e.delprojekt_id = ANY (app.delprojekt_with('merge_persons'))
    );
    candidates uuid[] := ARRAY[wanted];
BEGIN
    IF wanted IS NULL THEN
        candidates := ARRAY(
            SELECT e.participant_id FROM participants_enrolment e WHERE e.id = ANY (assigned)
        ) || ARRAY(
            SELECT e.participant_id FROM participants_enrolment e
            WHERE e.delprojekt_id = ANY (whole) AND NOT e.is_protected
            ORDER BY e.started_on DESC LIMIT 2000
        );
    ELSIF NOT app.may_merge(wanted) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT a.id, b.id
    FROM participants_participant a
    JOIN participants_participant b ON b.birth_date = a.birth_date AND b.id <> a.id
    WHERE a.id = ANY (candidates)
      AND similarity(a.search_name, b.search_name) >= 0.4
      AND (wanted IS NOT NULL OR a.id < b.id OR NOT b.id = ANY (candidates))
      AND EXISTS (
          SELECT FROM participants_enrolment e
          WHERE e.participant_id = b.id
            AND (e.delprojekt_id = ANY (whole) AND NOT e.is_protected OR e.id = ANY (assigned))
      )
    ORDER BY similarity(a.search_name, b.search_name) DESC, a.id, b.id
    LIMIT most;
END $$;
