-- Rows by which the user would become responsible for a registered enrolment: line.
-- by: the user; whole: delprojekt in which the user may decide that for every participant.
SELECT t.line
FROM incoming t
WHERE t.is_registered
  AND t.staff = %(by)s
  AND NOT t.delprojekt_id = ANY (%(whole)s)
  AND NOT EXISTS (
      SELECT FROM participants_assignment a
      WHERE a.enrolment_id = t.id AND a.staff_id = t.staff
        AND (a.ended_on IS NULL OR t.ended_on IS NOT NULL)
  )
ORDER BY t.line
