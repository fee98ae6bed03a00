-- What waits for each active member of staff with an e-mail address on the day: meetings booked then, and steps of their
-- own that are due and not put off. Numbers only, for the system that sends reminders; nobody else gets a row.
CREATE OR REPLACE FUNCTION app.work_waiting() RETURNS TABLE (email text, meetings bigint, steps bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    day date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
    IF NOT app.is_system() THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT waiting.address, waiting.meetings, waiting.steps
    FROM (
        SELECT
            s.id AS staff,
            s.email::text AS address,
            (
                SELECT count(*) FROM interventions_booking b
                WHERE b.staff_id = s.id AND b.held_on = day AND b.cancelled_on IS NULL AND b.contact_id IS NULL
                  AND app.membership_until(s.id, b.delprojekt_id, day) IS NOT NULL
            ) AS meetings,
            (
                SELECT count(*) FROM interventions_step t
                JOIN participants_enrolment e ON e.id = t.enrolment_id AND e.ended_on IS NULL
                WHERE t.staff_id = s.id AND t.done_on IS NULL AND t.due_on <= day
                  AND (t.snoozed_until IS NULL OR t.snoozed_until <= day)
                  AND app.membership_until(s.id, t.delprojekt_id, day) IS NOT NULL
            ) AS steps
        FROM organisation_staff s
        WHERE s.is_active AND s.email <> ''
    ) waiting
    WHERE waiting.meetings + waiting.steps > 0
    ORDER BY waiting.staff;
END $$;
