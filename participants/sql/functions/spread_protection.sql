-- Trigger: protection that is set or lifted reaches everything that is known of the person, at once. The other tables
-- are those that have the trigger copy_scope; referrals, which know nobody, have the person's number.
CREATE OR REPLACE FUNCTION app.spread_protection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    target text;
BEGIN
    UPDATE participants_enrolment SET is_protected = is_protected WHERE participant_id = NEW.id;
    FOR target IN
        SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'copy_scope'
    LOOP
        EXECUTE format(
            'UPDATE public.%I SET is_protected = is_protected WHERE enrolment_id IN '
            '(SELECT id FROM public.participants_enrolment WHERE participant_id = $1)', target
        ) USING NEW.id;
    END LOOP;
    UPDATE participants_referral SET is_protected = is_protected
    WHERE number IN (SELECT n.number FROM participants_personalnumber n WHERE n.participant_id = NEW.id);
    RETURN NULL;
END $$;
