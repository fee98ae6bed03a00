-- Work and studies that began in MIA, a row per moment of follow-up that has an answer, or one without: whether they are
-- kept. Begun in MIA: during the enrolment or within four weeks after it. Only of enrolments that count, in the delprojekt
-- whose figures the reader may see.
DROP VIEW IF EXISTS reporting_kept_spell;
CREATE VIEW reporting_kept_spell WITH (security_barrier) AS
SELECT
    s.id AS spell_id,
    e.delprojekt_id,
    e.project_id,
    p.sex,
    s.started_on,
    s.ended_on, -- the last day, inclusive
    u.moment,
    u.answer
FROM interventions_spell s
JOIN participants_enrolment e ON e.id = s.enrolment_id
JOIN participants_participant p ON p.id = e.participant_id
LEFT JOIN participants_exitreason x ON x.code = e.exit_reason_id
LEFT JOIN interventions_followup u ON u.spell_id = s.id
WHERE e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND app.is_counted(x.outcome)
  AND s.started_on >= e.started_on
  AND (e.ended_on IS NULL OR s.started_on <= e.ended_on + 28);
