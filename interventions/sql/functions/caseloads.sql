-- How many open cases staff have on the day: all of them (method NULL), and with each method that they give. Of the staff
-- of the delprojekt where the actor assigns staff; over all delprojekt, because a
-- ceiling is about a person. Protected cases are counted, and nothing else is said of them; of the others, in which
-- municipalities they are.
CREATE OR REPLACE FUNCTION app.caseloads()
RETURNS TABLE (staff bigint, method text, cases bigint, protected bigint, municipalities text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    day date := app.today();
    people bigint[] := ARRAY(
        SELECT m.staff_id FROM organisation_membership m
        WHERE m.delprojekt_id = ANY (app.delprojekt_with('assign_staff')) AND m.started_on <= day AND (m.ended_on IS NULL OR m.ended_on >= day)
    );
BEGIN
    RETURN QUERY
    SELECT
        a.staff_id,
        NULL,
        count(DISTINCT e.id),
        count(DISTINCT e.id) FILTER (WHERE e.is_protected),
        array_agg(DISTINCT e.municipality_id::text) FILTER (WHERE NOT e.is_protected)
    FROM participants_assignment a
    JOIN participants_enrolment e ON e.id = a.enrolment_id AND (e.ended_on IS NULL OR e.ended_on >= day)
    WHERE a.staff_id = ANY (people) AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
    GROUP BY a.staff_id
    UNION ALL
    SELECT w.staff_id, w.method::text, count(DISTINCT w.enrolment_id), 0::bigint, NULL
    FROM interventions_methodwork w
    JOIN participants_enrolment e ON e.id = w.enrolment_id AND (e.ended_on IS NULL OR e.ended_on >= day)
    WHERE w.staff_id = ANY (people) AND w.started_on <= day AND (w.ended_on IS NULL OR w.ended_on >= day)
    GROUP BY w.staff_id, w.method;
END $$;
