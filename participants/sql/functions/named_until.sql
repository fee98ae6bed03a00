-- The last day that somebody is named who may open a case: assigned on the day, active, and with a membership there.
-- infinity without an end, NULL when nobody is. `but` is left out of account (NULL: nobody is).
CREATE OR REPLACE FUNCTION app.named_until(wanted uuid, day date, but bigint) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT max(least(coalesce(a.ended_on, 'infinity'), app.membership_until(a.staff_id, a.delprojekt_id, day)))
    FROM participants_assignment a
    JOIN organisation_staff s ON s.id = a.staff_id AND s.is_active
    WHERE a.enrolment_id = wanted AND a.staff_id IS DISTINCT FROM but
      AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
      AND app.membership_until(a.staff_id, a.delprojekt_id, day) IS NOT NULL
$$;
