-- How many protected cases nobody may open, in the delprojekt where the actor reviews emergency openings, and how many open
-- ones nobody may open after a day that comes before `soon`.
CREATE OR REPLACE FUNCTION app.orphan_counts(soon date, OUT orphans bigint, OUT orphans_soon bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    reviewed bigint[] := app.delprojekt_with('review_emergency');
    day date := app.today();
BEGIN
    SELECT count(*) FILTER (WHERE named.until IS NULL),
           count(*) FILTER (
               WHERE named.until < soon AND (e.ended_on IS NULL OR e.ended_on >= day)
                 AND app.left_to_nobody_after(e.id, day) < soon
           )
    INTO orphans, orphans_soon
    FROM participants_enrolment e
    JOIN participants_participant p ON p.id = e.participant_id AND p.disposed_on IS NULL,
         LATERAL (SELECT app.named_until(e.id, day, NULL) AS until) named
    WHERE e.is_protected AND e.delprojekt_id = ANY (reviewed);
END $$;
