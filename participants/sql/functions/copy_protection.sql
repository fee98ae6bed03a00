-- Trigger: an enrolment is protected when its person is, and when its person has been disposed of: then nobody sees it. Members of staff cannot move it to another person or
-- delprojekt, nor enrol a protected person whom they are not assigned to, unless they decide about protected persons in
-- the delprojekt and just that enrolment waits for them. Nobody enrols a person whose registration has been merged into
-- another, also when that happens at the same time.
CREATE OR REPLACE FUNCTION app.copy_protection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF app.uid() <> 0 THEN -- neither the system nor the owner, who has no identity
        IF TG_OP = 'UPDATE' AND (
            NEW.delprojekt_id <> OLD.delprojekt_id
            OR NEW.participant_id <> OLD.participant_id AND NOT app.is_merging(OLD.participant_id, NEW.participant_id)
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
    WHERE p.id = NEW.participant_id
    FOR KEY SHARE; -- waits for a merge of the person, and then sees it
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM participants_personmerge m WHERE m.absorbed_id = NEW.participant_id AND m.undone_at IS NULL
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'the person has been merged into another', CONSTRAINT = 'enrolment_is_of_a_person_not_merged';
    END IF;
    RETURN NEW;
END $$;
