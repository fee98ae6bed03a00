-- The disposal list (gallringslista): each person and each referral without a person that has ended, in the delprojekt where
-- the actor disposes, with an alias and dates and no name (docs/domain.md §6.7). Of a person that is enrolled elsewhere too
-- only those see it who dispose in all of them.
--
-- keep_until: the last day that ESF's decision names; unknown (NULL) means kept. due_on: the last day that something of
-- the person has to be kept, of everything that applies; is_due: that day has passed, and there is neither a hold nor a
-- proposal that waits. subjects: these alone, or NULL for all.
CREATE OR REPLACE FUNCTION app.disposal_list(day date, subjects uuid[])
RETURNS TABLE (
    subject uuid, kind text, alias varchar, delprojekt_id bigint, ended_on date, keep_until date, due_on date,
    is_held boolean, is_proposed boolean, is_due boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    allowed bigint[] := app.delprojekt_with('dispose');
    years_of_person integer;
    years_of_referral integer;
BEGIN
    SELECT max(r.years) FILTER (WHERE r.subject = 'PERSON'), max(r.years) FILTER (WHERE r.subject = 'REMISS')
    INTO years_of_person, years_of_referral
    FROM participants_retentionperiod r
    WHERE r.retired_on IS NULL OR r.retired_on > day;
    RETURN QUERY
    WITH stay AS (
        SELECT e.participant_id,
               array_agg(e.delprojekt_id) AS places,
               (array_agg(e.delprojekt_id ORDER BY e.ended_on DESC NULLS FIRST, e.id))[1] AS place,
               bool_and(e.ended_on IS NOT NULL) AS has_ended,
               max(e.ended_on) AS ended_on,
               CASE WHEN bool_and(j.keep_until IS NOT NULL) THEN max(j.keep_until) END AS keep_until
        FROM participants_enrolment e
        JOIN organisation_esfproject j ON j.id = e.project_id
        WHERE subjects IS NULL OR e.participant_id = ANY (subjects)
        GROUP BY e.participant_id
    ),
    -- Referrals that led to no enrolment, of somebody who has been enrolled by another one.
    other_referral AS (
        SELECT n.participant_id,
               bool_and(r.state NOT IN ('INKOMMEN', 'BEDOMS', 'KO')) AS is_decided,
               max(app.kept_until(r.state_on, years_of_referral)) AS due_on
        FROM participants_referral r
        JOIN participants_personalnumber n ON n.number = r.number
        WHERE r.enrolment_id IS NULL AND r.number <> ''
        GROUP BY n.participant_id
    ),
    -- A hold may be on a registration that has been merged into another since.
    held AS (
        SELECT DISTINCT unnest(app.person_keys(h.participant_id)) AS key
        FROM reporting_disposalhold h
        WHERE h.lifted_at IS NULL
    ),
    listed AS (
        SELECT p.id AS subject, 'person' AS kind, p.alias, s.place AS delprojekt_id, s.ended_on, s.keep_until,
               CASE
                   WHEN o.is_decided IS DISTINCT FROM false AND years_of_person IS NOT NULL
                       AND s.keep_until IS NOT NULL
                       THEN greatest(app.kept_until(s.ended_on, years_of_person), s.keep_until, o.due_on)
               END AS due_on,
               EXISTS (SELECT FROM held h WHERE h.key = p.id) AS is_held
        FROM stay s
        JOIN participants_participant p ON p.id = s.participant_id AND p.disposed_on IS NULL
        LEFT JOIN other_referral o ON o.participant_id = p.id
        WHERE s.has_ended AND s.places <@ allowed
        UNION ALL
        SELECT r.id, 'remiss', r.alias, r.delprojekt_id, r.state_on, NULL,
               app.kept_until(r.state_on, years_of_referral), false
        FROM participants_referral r
        WHERE r.enrolment_id IS NULL AND r.number <> '' AND r.state NOT IN ('INKOMMEN', 'BEDOMS', 'KO')
          AND r.delprojekt_id = ANY (allowed)
          AND (subjects IS NULL OR r.id = ANY (subjects))
          AND NOT EXISTS (SELECT FROM participants_personalnumber n WHERE n.number = r.number)
    )
    SELECT l.*, waits.is_proposed,
           coalesce(l.due_on < day, false) AND NOT l.is_held AND NOT waits.is_proposed
    FROM listed l,
         LATERAL (
             SELECT EXISTS (
                 SELECT FROM reporting_disposalitem i
                 JOIN reporting_disposal d ON d.id = i.disposal_id
                 WHERE i.subject = l.subject AND i.state = 'waiting' AND d.withdrawn_at IS NULL
             ) AS is_proposed
         ) waits;
END $$;
