-- Trigger: an emergency opening is the actor's own, begins now and ends in three hours, whatever the caller says; its
-- person, delprojekt and alias are the enrolment's. Only protected cases are opened so. Afterwards only the review is
-- written. The owner (migrations, tests) has no identity and sets the times.
CREATE OR REPLACE FUNCTION app.copy_emergency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF app.is_merging(OLD.participant_id, NEW.participant_id) THEN
            RETURN NEW;
        END IF;
        IF app.uid() IS NOT NULL AND (
            (NEW.enrolment_id, NEW.participant_id, NEW.delprojekt_id, NEW.alias, NEW.staff_id, NEW.reason,
             NEW.opened_at, NEW.ends_at)
            IS DISTINCT FROM
            (OLD.enrolment_id, OLD.participant_id, OLD.delprojekt_id, OLD.alias, OLD.staff_id, OLD.reason,
             OLD.opened_at, OLD.ends_at)
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'an emergency opening is reviewed, never changed';
        END IF;
        RETURN NEW;
    END IF;
    SELECT e.participant_id, e.delprojekt_id, p.alias INTO NEW.participant_id, NEW.delprojekt_id, NEW.alias
    FROM participants_enrolment e
    JOIN participants_participant p ON p.id = e.participant_id
    WHERE e.id = NEW.enrolment_id AND e.is_protected AND p.disposed_on IS NULL;
    IF NEW.alias IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a protected case is opened in an emergency';
    END IF;
    IF app.uid() IS NOT NULL THEN
        NEW.staff_id := app.uid();
        NEW.opened_at := statement_timestamp();
        NEW.ends_at := NEW.opened_at + interval '3 hours';
    END IF;
    RETURN NEW;
END $$;
