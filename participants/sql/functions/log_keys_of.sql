-- The keys under which the access log names these persons: their own, and those of referrals about them, which are read
-- before there is an enrolment (participants/referrals/). It sees past the policies, so mia_app may not call it.
CREATE OR REPLACE FUNCTION app.log_keys_of(persons uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN persons || ARRAY(
        SELECT r.id FROM participants_personalnumber n
        JOIN participants_referral r ON r.number = n.number
        WHERE n.participant_id = ANY (persons)
        UNION
        SELECT r.id FROM participants_enrolment e
        JOIN participants_referral r ON r.enrolment_id = e.id
        WHERE e.participant_id = ANY (persons)
    );
END $$;
REVOKE ALL ON FUNCTION app.log_keys_of(uuid[]) FROM PUBLIC;
