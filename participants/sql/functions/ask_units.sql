-- Asks those who have an open enrolment of a person in other delprojekt, on behalf of `place`: one row each, unless the
-- same question waits there already. Asked by those who register in `place`, about a person who is enrolled there, or
-- whose enrolment waits for a decision. It answers nothing: who asks does not learn whether there is anybody to ask.
CREATE OR REPLACE FUNCTION app.ask_units(person uuid, place bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    IF NOT place = ANY (app.delprojekt_with('register')) OR NOT EXISTS (
        SELECT FROM participants_enrolment e WHERE e.participant_id = person AND e.delprojekt_id = place
        UNION ALL
        SELECT FROM participants_waitingenrolment w WHERE w.participant_id = person AND w.delprojekt_id = place
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a delprojekt asks about those whom it registers';
    END IF;
    INSERT INTO participants_inquiry
        (id, enrolment_id, delprojekt_id, is_protected, participant_id, asking_id, registered_at, registered_by_id,
         outcome, ground)
    SELECT gen_random_uuid(), e.id, e.delprojekt_id, e.is_protected, person, place, statement_timestamp(), app.uid(),
           'VANTAR', ''
    FROM participants_enrolment e
    WHERE e.participant_id = person AND e.delprojekt_id <> place AND coalesce(e.ended_on, app.today()) >= app.today()
    ON CONFLICT DO NOTHING;
END $$;
