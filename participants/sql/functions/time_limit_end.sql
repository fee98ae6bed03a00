-- The last day of an enrolment by the time limit, as it stands on a day; NULL where there is no limit. The limit is that of
-- the delprojekt on the first day of the enrolment: so many months, the last day being the day before the same day of the
-- month (or the month's last day). Extensions add months. A pause stops the clock: each of its days until `day`, the first
-- and the last inclusive, moves the end one day on. It reads as the caller: who does not see the enrolment gets NULL.
CREATE OR REPLACE FUNCTION app.time_limit_end(enrolment uuid, day date) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = app, public, pg_temp AS $$
DECLARE
    first_day date;
    place bigint;
    limit_months integer;
    more_months integer;
    paused_days integer;
BEGIN
    SELECT e.started_on, e.delprojekt_id INTO first_day, place FROM participants_enrolment e WHERE e.id = enrolment;
    SELECT l.months INTO limit_months
    FROM participants_timelimit l
    WHERE l.delprojekt_id = place AND l.started_on <= first_day
    ORDER BY l.started_on DESC
    LIMIT 1;
    IF limit_months IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(x.months), 0) INTO more_months FROM participants_extension x WHERE x.enrolment_id = enrolment;
    SELECT coalesce(sum(least(coalesce(p.ended_on, day), day) - p.started_on + 1), 0) INTO paused_days
    FROM participants_pause p
    WHERE p.enrolment_id = enrolment AND p.started_on <= day;
    RETURN (first_day + make_interval(months => limit_months + more_months))::date - 1 + paused_days;
END $$;
