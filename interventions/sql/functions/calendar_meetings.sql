-- The meetings of the calendar with the digest, from a month back to a year ahead: when, how long and how, nothing of
-- whom. Those of protected persons are left out, and those of a delprojekt where its owner no longer works.
CREATE OR REPLACE FUNCTION app.calendar_meetings(wanted text)
RETURNS TABLE (booking uuid, held_on date, starts_at time, minutes smallint, channel text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    owner bigint := app.calendar_owner(wanted);
    day date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
    RETURN QUERY
    SELECT b.id, b.held_on, b.starts_at, b.minutes, b.channel::text
    FROM interventions_booking b
    WHERE b.staff_id = owner AND NOT b.is_protected AND b.cancelled_on IS NULL
      AND b.held_on BETWEEN day - 31 AND day + 366
      AND app.membership_until(owner, b.delprojekt_id, day) IS NOT NULL
    ORDER BY b.held_on, b.starts_at, b.id;
END $$;
