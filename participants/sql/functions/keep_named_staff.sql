-- Trigger: a protected case keeps somebody who may open it, for as long as there was somebody. Refuses that staff are
-- closed, or that a membership or an assignment ends, before the case has been handed over. The detail of the error is
-- {delprojekt: number of cases}.
--
-- The enrolments are locked first: of two who are the last two named persons, and leave at the same time, the second
-- waits for the first, and then sees that the first has left. The owner, who runs migrations, is not asked.
CREATE OR REPLACE FUNCTION app.keep_named_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    day date := coalesce(app.today(), current_date);
    former jsonb := to_jsonb(OLD);
    person bigint := coalesce(former ->> 'staff_id', former ->> 'id');
    last_day date := coalesce((former ->> 'ended_on')::date, 'infinity');
    cases uuid[];
    orphans jsonb;
BEGIN
    IF last_day < day THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'participants_assignment' THEN
        cases := ARRAY[OLD.enrolment_id];
    ELSE
        cases := ARRAY(
            SELECT DISTINCT a.enrolment_id FROM participants_assignment a
            WHERE a.staff_id = person AND a.is_protected
              AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day)
        );
    END IF;
    PERFORM FROM participants_enrolment e WHERE e.id = ANY (cases) AND e.is_protected ORDER BY e.id FOR NO KEY UPDATE;

    SELECT jsonb_object_agg(name, number) INTO orphans
    FROM (
        SELECT d.name, count(*) AS number
        FROM participants_enrolment e
        JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
        WHERE e.id = ANY (cases) AND e.is_protected
          AND coalesce(app.named_until(e.id, day, NULL), '-infinity')
              < app.was_named_until(TG_TABLE_NAME, former, e.id, e.delprojekt_id, day)
        GROUP BY d.name
    ) counted;
    IF orphans IS NOT NULL THEN
        RAISE check_violation USING
            MESSAGE = 'a protected case keeps somebody who may open it',
            CONSTRAINT = 'protected_case_keeps_named_staff',
            DETAIL = orphans::text;
    END IF;
    RETURN NULL;
END $$;
