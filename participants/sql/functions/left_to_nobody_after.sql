-- The last day that somebody is named who may open a case, when that day is known: the memberships and assignments that
-- follow each other are counted together. NULL when there is no such day, or when nobody is named already.
CREATE OR REPLACE FUNCTION app.left_to_nobody_after(wanted uuid, day date) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    last_day date := app.named_until(wanted, day, NULL);
    later_day date;
BEGIN
    LOOP
        IF last_day IS NULL OR last_day = 'infinity' THEN
            RETURN NULL;
        END IF;
        later_day := app.named_until(wanted, last_day + 1, NULL);
        IF later_day IS NULL THEN
            RETURN last_day;
        END IF;
        last_day := later_day;
    END LOOP;
END $$;
