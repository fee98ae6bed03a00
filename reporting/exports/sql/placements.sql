-- placeringar (docs/formats.md §4.7): the placements that run on some day of the period, of those who are not protected.
--
-- Parameters: first, last, the days of the period; delprojekt, projects.
-- Columns: participant_id, enrolment_id, delprojekt_id; those of the file, as the file writes them; state, which the
-- page counts by; the order of the file: file_order, placement_id.
SELECT i.participant_id,
       p.enrolment_id,
       p.delprojekt_id,
       d.code AS delprojekt,
       i.identity AS number,
       i.identity_kind,
       to_char(p.started_on, 'YYYY-MM-DD') AS start_date,
       (
           SELECT string_agg(to_char(h.started_on, 'YYYY-MM-DD') || '=' || h.hours, '|' ORDER BY h.started_on)
           FROM reporting_hours h
           WHERE h.placement_id = p.placement_id
       ) AS hours,
       p.host,
       p.organisation_number,
       p.agreement,
       p.workplace,
       p.branch,
       nullif(p.tasks, '') AS tasks,
       CASE WHEN p.is_digital THEN 'ja' ELSE 'nej' END AS is_digital,
       nullif(p.supervisor, '') AS supervisor,
       CASE WHEN p.is_enhanced THEN 'ja' ELSE 'nej' END AS is_enhanced,
       to_char(p.planned_until, 'YYYY-MM-DD') AS planned_until,
       to_char(p.ended_on, 'YYYY-MM-DD') AS end_date,
       p.end_reason,
       p.result,
       CASE WHEN p.ended_on <= %(last)s THEN 'AVSLUTAD' ELSE 'PÅGÅENDE' END AS state,
       (d.code || ' ' || coalesce(i.identity, '~') || ' ' || to_char(p.started_on, 'YYYY-MM-DD')) COLLATE "C"
           AS file_order,
       p.placement_id
FROM reporting_placement p
JOIN reporting_identity i ON i.enrolment_id = p.enrolment_id
LEFT JOIN organisation_delprojekt d ON d.id = p.delprojekt_id
WHERE p.started_on <= %(last)s
  AND (p.ended_on IS NULL OR p.ended_on >= %(first)s)
  AND i.is_counted
  AND NOT i.is_protected
  AND i.delprojekt_id = ANY (%(delprojekt)s)
  AND i.project_id = ANY (%(projects)s)
