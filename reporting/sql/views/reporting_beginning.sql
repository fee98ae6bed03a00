-- Work, studies and ordinary interventions that participants have begun (docs/formats.md §4.5): during the enrolment or
-- within four weeks after its last day. In the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_beginning;
CREATE VIEW reporting_beginning WITH (security_barrier) AS
SELECT
    e.id AS enrolment_id,
    e.delprojekt_id,
    b.kind,
    b.started_on
FROM (
    SELECT s.enrolment_id, s.kind, s.started_on
    FROM interventions_spell s
    UNION ALL
    SELECT t.enrolment_id, 'ORDINARIE', t.started_on
    FROM interventions_transition t
    WHERE t.state = 'STARTAD' AND t.receiver IN ('AF', 'KOMMUN')
) b
JOIN participants_enrolment e ON e.id = b.enrolment_id
WHERE e.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND b.started_on >= e.started_on
  AND (e.ended_on IS NULL OR b.started_on <= e.ended_on + 28);
