-- Trigger: a referral is protected when it says so, or when its number is or was a protected person's in MIA. It names an
-- enrolment only when there is one: the enrolment of a protected person whom the actor may not see waits for a decision
-- (participants_waitingenrolment), and the row looks the same.
CREATE OR REPLACE FUNCTION app.copy_referral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    NEW.is_protected := NEW.protection <> 'INGEN' OR EXISTS (
        SELECT FROM participants_personalnumber n
        JOIN participants_participant p ON p.id = n.participant_id
        WHERE n.number = NEW.number AND p.protection <> 'INGEN'
    );
    IF NEW.enrolment_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM participants_enrolment e WHERE e.id = NEW.enrolment_id)
    THEN
        NEW.enrolment_id := NULL;
    END IF;
    RETURN NEW;
END $$;
