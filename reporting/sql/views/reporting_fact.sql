-- The facts of every enrolment that counts, without identity, in the delprojekt whose figures the reader may see.
-- Protected persons are in it: reports count everyone. A view runs as its owner, so it says itself who reads.
DROP VIEW IF EXISTS reporting_fact;
CREATE VIEW reporting_fact WITH (security_barrier) AS
SELECT
    e.id AS enrolment_id,
    e.participant_id,
    e.delprojekt_id,
    e.project_id,
    p.protection <> 'INGEN' AS is_protected, -- as it was, when the person has been disposed of
    e.referrer_id,
    e.started_on,
    e.ended_on, -- the last day, inclusive
    e.municipality_id,
    e.labour_status,
    e.unemployed_since,
    e.in_education,
    e.education,
    e.income_before,
    e.income_months,
    e.work_before,
    e.work_before_percent,
    e.study_before_percent,
    e.seeking_before,
    e.disability,
    e.foreign_background,
    e.homeless,
    e.exit_reason_id,
    x.outcome AS exit_outcome, -- what the exit reason counts as (ExitReason.Outcome)
    e.income_after,
    e.work_after,
    e.work_after_percent,
    e.study_after_percent,
    e.seeking_after,
    e.registered_after,
    -- The end record leads. Where it says nothing, work or studies that went on on the last day do.
    CASE
        WHEN e.work_after IS NOT NULL THEN e.work_after <> 'INGET'
        WHEN e.ended_on IS NULL THEN false
        ELSE EXISTS (
            SELECT FROM interventions_spell s
            WHERE s.enrolment_id = e.id AND s.kind = 'ARBETE'
              AND s.started_on <= e.ended_on AND (s.ended_on IS NULL OR s.ended_on >= e.ended_on)
        )
    END AS works_at_exit,
    CASE
        WHEN e.study_after_percent IS NOT NULL THEN e.study_after_percent > 0
        WHEN e.ended_on IS NULL THEN false
        ELSE EXISTS (
            SELECT FROM interventions_spell s
            WHERE s.enrolment_id = e.id AND s.kind = 'STUDIER'
              AND s.started_on <= e.ended_on AND (s.ended_on IS NULL OR s.ended_on >= e.ended_on)
        )
    END AS studies_at_exit,
    p.sex,
    p.birth_date,
    p.birth_year
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id
LEFT JOIN participants_exitreason x ON x.code = e.exit_reason_id
WHERE e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND app.is_counted(x.outcome);
