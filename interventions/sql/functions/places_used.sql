-- How many participants had a place by each of the wanted agreements from the first to the last day, both inclusive, and on
-- how many days together, while the agreement runs: places in use are those days divided by the days on which it runs.
-- Every one that is of a delprojekt where the actor sees participants, also one that nobody used; none of the others.
-- Protected participants are counted, and nothing else is told of them.
CREATE OR REPLACE FUNCTION app.places_used(first_on date, last_on date, wanted uuid[])
RETURNS TABLE (agreement uuid, participants bigint, place_days bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT
        a.id,
        count(DISTINCT p.enrolment_id),
        coalesce(
            sum(least(p.ended_on, a.ended_on, $2) - greatest(p.started_on, a.started_on, $1) + 1)
                FILTER (WHERE p.id IS NOT NULL),
            0
        )
    FROM interventions_agreement a
    LEFT JOIN interventions_placement p
        ON p.agreement_id = a.id AND a.started_on <= $2 AND a.ended_on >= $1
        AND p.started_on <= least(a.ended_on, $2)
        AND (p.ended_on IS NULL OR p.ended_on >= greatest(a.started_on, $1))
    WHERE a.id = ANY ($3) AND a.delprojekt_id = ANY (app.delprojekt_with('see_assigned', 'see_delprojekt'))
    GROUP BY a.id
$$;
