-- Every enrolment with the identity that ESF and SUS ask for, in the delprojekt whose persons the reader may export.
-- A protected person has ESF's form of identity: date of birth and Tf29 (woman), Tf19 (man) or TfX9.
DROP VIEW IF EXISTS reporting_identity;
CREATE VIEW reporting_identity WITH (security_barrier) AS
SELECT
    e.id AS enrolment_id,
    e.participant_id,
    e.delprojekt_id,
    e.project_id,
    e.is_protected,
    e.referrer_id,
    e.started_on,
    e.ended_on, -- the last day, inclusive
    e.municipality_id,
    e.district,
    e.labour_status,
    e.education,
    e.income_before,
    e.income_months,
    e.work_before,
    e.work_before_percent,
    e.study_before_percent,
    e.seeking_before,
    e.exit_reason_id,
    e.income_after,
    e.work_after,
    e.work_after_percent,
    e.study_after_percent,
    e.seeking_after,
    e.registered_after,
    p.sex,
    CASE WHEN e.is_protected THEN 'SKYDDAD' ELSE n.kind END AS identity_kind,
    CASE
        WHEN e.is_protected THEN
            -- in a samordningsnummer the first eight digits are not the date of birth
            coalesce(to_char(p.birth_date, 'YYYYMMDD'), left(n.number, 8))
            || CASE p.sex WHEN 'K' THEN 'Tf29' WHEN 'M' THEN 'Tf19' ELSE 'TfX9' END
        ELSE n.number
    END AS identity,
    x.outcome AS exit_outcome, -- what the exit reason counts as (ExitReason.Outcome)
    app.is_counted(x.outcome) AS is_counted -- false: registered by mistake, in no figure
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id AND p.disposed_on IS NULL -- disposed of: no identity
LEFT JOIN participants_exitreason x ON x.code = e.exit_reason_id
LEFT JOIN participants_personalnumber n ON n.participant_id = p.id AND n.replaced_on IS NULL
WHERE e.delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[]);
