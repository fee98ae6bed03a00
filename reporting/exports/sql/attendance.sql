-- narvaro (docs/formats.md §4.7): attendance entered for days of the period, of those who are not protected. Only what
-- counts as participation time: from the first to the last day of the enrolment.
--
-- Parameters: first, last, the days of the period; delprojekt, projects.
-- Columns: participant_id, enrolment_id, delprojekt_id; those of the file, as the file writes them; kind, which the page
-- counts by; the order of the file: file_order, placement_id.
SELECT i.participant_id,
       a.enrolment_id,
       a.delprojekt_id,
       d.code AS delprojekt,
       i.identity AS number,
       i.identity_kind,
       to_char(a.first_on, 'YYYY-MM-DD') AS first_day,
       to_char(a.last_on, 'YYYY-MM-DD') AS last_day,
       a.minutes,
       p.organisation_number,
       p.workplace,
       CASE WHEN a.first_on = a.last_on THEN 'DAG' ELSE 'VECKA' END AS kind,
       (d.code || ' ' || coalesce(i.identity, '~') || ' ' || to_char(a.first_on, 'YYYY-MM-DD')) COLLATE "C" AS file_order,
       a.placement_id
FROM reporting_attendance a
JOIN reporting_placement p ON p.placement_id = a.placement_id
JOIN reporting_identity i ON i.enrolment_id = a.enrolment_id
LEFT JOIN organisation_delprojekt d ON d.id = a.delprojekt_id
WHERE a.first_on BETWEEN %(first)s AND %(last)s
  AND a.first_on >= i.started_on
  AND (i.ended_on IS NULL OR a.first_on <= i.ended_on)
  AND i.is_counted
  AND NOT i.is_protected
  AND i.delprojekt_id = ANY (%(delprojekt)s)
  AND i.project_id = ANY (%(projects)s)
