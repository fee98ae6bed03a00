-- Puts everything that is due on a day into a proposal that the actor has just made, in blocks of 1,000; returns how many.
CREATE OR REPLACE FUNCTION app.fill_disposal(wanted uuid, day date) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    added bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('app.fill_disposal'));
    IF NOT EXISTS (
        SELECT FROM reporting_disposal d
        WHERE d.id = wanted AND d.proposed_by_id = app.uid() AND d.confirmed_at IS NULL AND d.withdrawn_at IS NULL
    ) OR EXISTS (SELECT FROM reporting_disposalitem i WHERE i.disposal_id = wanted) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a proposal is filled once, by the one who makes it';
    END IF;
    INSERT INTO reporting_disposalitem (disposal_id, subject, kind, delprojekt_id, ended_year, block, state)
    SELECT wanted, l.subject, l.kind, l.delprojekt_id, extract(year FROM l.ended_on),
           (row_number() OVER (ORDER BY l.due_on, l.subject) - 1) / 1000, 'waiting'
    FROM app.disposal_list(day, NULL) l
    WHERE l.is_due;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
END $$;
