-- Disposes of some of the persons and referrals of a proposal that another than its proposer has confirmed, who is the
-- actor; what is done, or is held or not due any more, is left. Returns what the seals of the change history need: of each
-- deleted row that is sealed, the number of its seal, its key and its fingerprint (mia/audit/disposed.py), which the caller
-- keeps in the same transaction. A caller that does not breaks the seals, and is found out.
--
-- What is done with each table stands in app.disposal_step, which follows from the models (reporting/retention/plan.py).
-- Rows that figures are counted of are emptied, in the order of their foreign keys; all others are deleted, and so is the
-- history of both. Sealing waits meanwhile (lock 4712, mia/audit/seals.py), so no seal is made of rows that are going.
CREATE OR REPLACE FUNCTION app.dispose(wanted uuid, subjects uuid[])
RETURNS TABLE (seal bigint, row_key bigint, digest bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp
SET TimeZone = 'UTC' SET DateStyle = 'ISO' SET IntervalStyle = 'iso_8601'
SET bytea_output = 'hex' SET extra_float_digits = 1
AS $$
#variable_conflict use_column
DECLARE
    step record;
    due uuid[];
    on_day date := app.today();
BEGIN
    IF cardinality(app.delprojekt_with('dispose')) = 0 OR NOT EXISTS (
        SELECT FROM reporting_disposal d
        WHERE d.id = wanted AND d.confirmed_by_id = app.uid() AND d.confirmed_by_id <> d.proposed_by_id
          AND d.withdrawn_at IS NULL
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a disposal is carried out by the one who confirmed it';
    END IF;
    PERFORM set_config('lock_timeout', '120s', true); -- a large table is being sealed
    PERFORM pg_advisory_xact_lock(4712);
    -- Whoever places a hold or enrols the person refers to this row, and waits.
    PERFORM FROM participants_participant p WHERE p.id = ANY (subjects) ORDER BY p.id FOR UPDATE;
    due := ARRAY(
        SELECT i.subject
        FROM reporting_disposalitem i
        JOIN app.disposal_list(on_day, subjects) l ON l.subject = i.subject
        WHERE i.disposal_id = wanted AND i.subject = ANY (subjects) AND i.state = 'waiting'
          AND l.due_on < on_day AND NOT l.is_held
    );
    UPDATE reporting_disposalitem i
    SET state = CASE WHEN i.subject = ANY (due) THEN 'done' ELSE 'kept' END, decided_at = statement_timestamp()
    WHERE i.disposal_id = wanted AND i.subject = ANY (subjects) AND i.state = 'waiting';

    INSERT INTO app.disposing
    -- with the registrations that were merged into the person, which stay as former keys
    SELECT DISTINCT 'participants_participant', key::text
    FROM unnest(due) AS person, unnest(app.person_keys(person)) AS key
    WHERE EXISTS (SELECT FROM participants_participant p WHERE p.id = person)
    UNION ALL
    SELECT 'participants_referral', r.id::text FROM participants_referral r
    WHERE r.id = ANY (due) OR r.enrolment_id IS NULL AND r.number IN (
        SELECT n.number FROM participants_personalnumber n WHERE n.participant_id = ANY (due)
    );
    -- The latest birthday with which the person is as old at each start as before: figures ask for no more.
    UPDATE participants_participant p
    SET disposed_on = on_day, birth_date = coarse.birthday,
        birth_year = coalesce(extract(year FROM coarse.birthday), p.birth_year)
    FROM (
        SELECT q.id,
               min(e.started_on - make_interval(years => extract(year FROM age(e.started_on, q.birth_date))::integer))::date
                   AS birthday
        FROM app.disposing d
        JOIN participants_participant q ON q.id = d.key::uuid
        LEFT JOIN participants_enrolment e ON e.participant_id = q.id
        WHERE d.relation = 'participants_participant'
        GROUP BY q.id
    ) coarse
    WHERE p.id = coarse.id;
    FOR step IN SELECT s.relation, s.is_kept FROM app.disposal_step s ORDER BY s.is_kept DESC, s.position LOOP
        PERFORM app.dispose_of_table(step.relation, wanted);
    END LOOP;
    -- A draft of a form about the case.
    DELETE FROM organisation_draft f
    USING app.disposing d
    WHERE d.relation IN ('participants_participant', 'participants_enrolment', 'participants_referral')
      AND strpos(f.path, d.key) > 0;
    FOR step IN SELECT s.relation FROM app.disposal_step s WHERE s.has_history ORDER BY s.position LOOP
        RETURN QUERY SELECT * FROM app.dispose_of_history(step.relation, wanted);
    END LOOP;
    DELETE FROM app.disposing;
    UPDATE reporting_disposal d SET finished_at = statement_timestamp()
    WHERE d.id = wanted AND d.finished_at IS NULL AND NOT EXISTS (
        SELECT FROM reporting_disposalitem i WHERE i.disposal_id = wanted AND i.state = 'waiting'
    );
END $$;
