-- The months that are locked, as they were locked last, in which a locked row may say something else now, or which an
-- enrolment may have come into (reporting/sql/functions/mark_sent_enrolments.sql), and what their marked rows said. The
-- earliest first.
--
-- Parameters: slug of the report; delprojekt: ids, a file about any other is not told of.
-- Columns: run, first_on, last_on; delprojekt and projects, ids of what the file was about; project_codes; enrolments and
-- fingerprints, of the marked rows, in the same order; a fingerprint is NULL when the enrolment was not in the file.
SELECT r.id, r.first_on, r.last_on,
       ARRAY(SELECT d.id FROM organisation_delprojekt d WHERE d.code = ANY (r.delprojekt)) AS delprojekt,
       ARRAY(
           SELECT p.id FROM organisation_esfproject p
           WHERE p.code IN (SELECT jsonb_array_elements_text(r.parameters -> 'projekt'))
       ) AS projects,
       ARRAY(SELECT jsonb_array_elements_text(r.parameters -> 'projekt')) AS project_codes,
       array_agg(s.enrolment_id ORDER BY s.id) AS enrolments,
       array_agg(s.fingerprint ORDER BY s.id) AS fingerprints
FROM reporting_sentrow s
JOIN reporting_reportrun r ON r.id = s.run_id
WHERE s.changed_at IS NOT NULL
  AND r.slug = %(slug)s
  AND r.locked_at IS NOT NULL
  AND r.delprojekt <@ ARRAY(SELECT d.code FROM organisation_delprojekt d WHERE d.id = ANY (%(delprojekt)s))
  AND NOT EXISTS (
      SELECT FROM reporting_reportrun later
      WHERE later.slug = r.slug AND later.first_on = r.first_on AND later.delprojekt = r.delprojekt
        AND later.parameters -> 'projekt' = r.parameters -> 'projekt' AND later.locked_at > r.locked_at
  )
GROUP BY r.id
ORDER BY r.first_on, r.id
