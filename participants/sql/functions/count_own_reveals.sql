-- How many numbers the actor has been shown since a moment, of the last hour at most. One transaction of the actor's at a
-- time counts, until it has ended and its own row of the access log stands: many at once cannot all be the thirtieth.
CREATE OR REPLACE FUNCTION app.count_own_reveals(since timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('count_own_reveals', app.uid()));
    RETURN (
        SELECT count(*) FROM audit_accesslog
        WHERE actor = app.uid()
          AND at > greatest(since, clock_timestamp() - interval '1 hour')
          AND event LIKE '%number.revealed%'
    );
END $$;
