-- The persons that rows with these keys are about: a participant, or a row that belongs to an enrolment or a
-- participant, in any table of MIA. A referral without an enrolment is about who has its number; nobody has: then the log
-- names the referral, as when it is read. It sees past the policies, so mia_app may not call it. Every table is asked whatever
-- the ones before answered, so that the time tells nothing about the key.
CREATE OR REPLACE FUNCTION app.persons_behind(keys uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    persons uuid[] := ARRAY(SELECT id FROM participants_participant WHERE id = ANY (keys));
    more uuid[];
    relation record;
BEGIN
    persons := persons || ARRAY(SELECT participant_id FROM participants_enrolment WHERE id = ANY (keys));
    persons := persons || ARRAY(
        SELECT coalesce(n.participant_id, r.id) FROM participants_referral r
        LEFT JOIN participants_personalnumber n ON n.number = r.number
        WHERE r.id = ANY (keys) AND r.enrolment_id IS NULL
    );
    FOR relation IN
        SELECT c.relname, bool_or(a.attname = 'enrolment_id') AS has_enrolment
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
        JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'id' AND k.atttypid = 'uuid'::regtype
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND c.relname NOT LIKE '%event' AND c.relname <> 'participants_enrolment'
          AND a.attname IN ('enrolment_id', 'participant_id') AND a.atttypid = 'uuid'::regtype
        GROUP BY c.relname
        ORDER BY c.relname
    LOOP
        IF relation.has_enrolment THEN
            EXECUTE format(
                'SELECT array_agg(e.participant_id) FROM public.%I t'
                ' JOIN public.participants_enrolment e ON e.id = t.enrolment_id WHERE t.id = ANY ($1)',
                relation.relname
            ) INTO more USING keys;
        ELSE
            EXECUTE format('SELECT array_agg(participant_id) FROM public.%I WHERE id = ANY ($1)', relation.relname)
            INTO more USING keys;
        END IF;
        persons := persons || coalesce(more, '{}');
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT person FROM unnest(persons) AS one (person) ORDER BY person);
END $$;
REVOKE ALL ON FUNCTION app.persons_behind(uuid[]) FROM PUBLIC;
