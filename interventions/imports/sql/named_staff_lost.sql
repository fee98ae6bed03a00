-- Rows that would leave a protected case to nobody: the new responsible may not open the case for as long as the one who
-- is taken off it (assignments_write.sql). The trigger app.keep_named_staff would refuse the whole file.
-- today: the day; protected: persons whom the file protects. line, username: of the new responsible.
SELECT t.line, s.username
FROM incoming t
JOIN participants_enrolment e ON e.id = t.id
JOIN organisation_staff s ON s.id = t.staff
JOIN participants_assignment a ON a.enrolment_id = t.id AND a.ended_on IS NULL AND a.staff_id <> t.staff
WHERE t.is_registered AND t.ended_on IS NULL
  AND (e.is_protected OR t.participant_id = ANY (%(protected)s))
  AND NOT EXISTS (
      SELECT FROM participants_assignment o
      WHERE o.enrolment_id = t.id AND o.ended_on IS NULL AND o.id <> a.id
  )
  AND coalesce(
      greatest(
          app.named_until(e.id, %(today)s, a.staff_id),
          CASE WHEN s.is_active AND t.started_on <= %(today)s
               THEN app.membership_until(t.staff, e.delprojekt_id, %(today)s)
          END
      ),
      '-infinity'
  ) < app.was_named_until('participants_assignment', to_jsonb(a), e.id, e.delprojekt_id, %(today)s)
ORDER BY t.line
