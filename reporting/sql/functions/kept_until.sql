-- The last day of so many years after a day; after 29 February, in a year that has none, 1 March. As earliest_disposal
-- (mia/core/retention.py) says it.
CREATE OR REPLACE FUNCTION app.kept_until(ended_on date, years integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN extract(day FROM later.day) < extract(day FROM ended_on) THEN later.day + 1
        ELSE later.day
    END
    FROM (SELECT (ended_on + make_interval(years => years))::date AS day) later
$$;
