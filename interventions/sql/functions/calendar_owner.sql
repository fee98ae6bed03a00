-- Whose calendar has the digest: a member of staff who is active, NULL for none. Whoever knows the secret address asks,
-- without a log-in; the table itself shows each their own row.
CREATE OR REPLACE FUNCTION app.calendar_owner(wanted text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT f.staff_id FROM interventions_calendarfeed f
        JOIN organisation_staff s ON s.id = f.staff_id AND s.is_active
        WHERE f.digest = wanted
    );
END $$;
