-- How many participants had a place by each agreement from the first to the last day, both inclusive, and on how many
-- days together: places in use are those days divided by the days of the period. Of the agreements of the delprojekt where
-- the actor sees participants. Protected participants are counted, and nothing else is said of them.
CREATE OR REPLACE FUNCTION app.places_used(first_on date, last_on date)
RETURNS TABLE (agreement uuid, participants bigint, place_days bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT
        p.agreement_id,
        count(DISTINCT p.enrolment_id),
        sum(least(coalesce(p.ended_on, $2), $2) - greatest(p.started_on, $1) + 1)
    FROM interventions_placement p
    JOIN interventions_agreement a ON a.id = p.agreement_id
    WHERE a.delprojekt_id = ANY (app.delprojekt_with('see_assigned', 'see_delprojekt'))
      AND p.started_on <= $2 AND (p.ended_on IS NULL OR p.ended_on >= $1)
    GROUP BY p.agreement_id
$$;
