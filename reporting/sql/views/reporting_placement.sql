-- Placements of those who are not protected, in the delprojekt whose persons the reader may export: a workplace tells
-- where to find somebody who is in hiding.
DROP VIEW IF EXISTS reporting_placement;
CREATE VIEW reporting_placement WITH (security_barrier) AS
SELECT
    p.id AS placement_id,
    p.enrolment_id,
    p.delprojekt_id,
    p.started_on,
    p.ended_on, -- the last day, inclusive
    p.planned_until,
    p.end_reason,
    p.result,
    h.name AS host,
    h.organisation_number,
    a.reference AS agreement,
    p.workplace,
    p.branch_id AS branch,
    p.tasks,
    p.is_digital,
    p.supervisor,
    p.is_enhanced
FROM interventions_placement p
JOIN interventions_host h ON h.id = p.host_id
LEFT JOIN interventions_agreement a ON a.id = p.agreement_id
WHERE p.delprojekt_id = ANY ((SELECT app.delprojekt_with('export_persons'))::bigint[])
  AND NOT p.is_protected;
