-- Trigger: an enrolment is protected when its person is, and when its person has been disposed of: then nobody sees it. Members of staff cannot move it to another person or
-- delprojekt, nor enrol a protected person whom they are not assigned to, unless they decide about protected persons in
-- the delprojekt and just that enrolment waits for them.
CREATE OR REPLACE FUNCTION app.copy_protection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF app.uid() <> 0 THEN -- neither the system nor the owner, who has no identity
        IF TG_OP = 'UPDATE' AND (
            NEW.participant_id <> OLD.participant_id OR NEW.delprojekt_id <> OLD.delprojekt_id
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'an enrolment keeps its participant and its delprojekt';
        END IF;
        IF TG_OP = 'INSERT' AND NOT NEW.participant_id = ANY (app.my_participants()) AND EXISTS (
            SELECT FROM participants_enrolment e WHERE e.participant_id = NEW.participant_id AND e.is_protected
        ) AND NOT EXISTS (
            SELECT FROM participants_waitingenrolment w
            WHERE w.participant_id = NEW.participant_id AND w.delprojekt_id = NEW.delprojekt_id
              AND w.started_on = NEW.started_on AND w.state = 'waiting'
              AND w.delprojekt_id = ANY (app.delprojekt_with('decide_protected'))
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'a protected person is enrolled by the assigned staff';
        END IF;
    END IF;
    SELECT p.protection <> 'INGEN' OR p.disposed_on IS NOT NULL INTO NEW.is_protected
    FROM participants_participant p
    WHERE p.id = NEW.participant_id;
    RETURN NEW;
END $$;
