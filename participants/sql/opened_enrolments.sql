-- What is open for a member of staff today in the delprojekt named, and by what
-- (participants.visibility.Opened): RESPONSIBLE 0, BY_TEAM 1, IN_EMERGENCY 2, TO_READ 3.
-- Those that the member of staff is responsible for come from every delprojekt; the third column
-- says whether it is one of those named. One and the same enrolment may come several times.
WITH active_assignment AS NOT MATERIALIZED (
    SELECT enrolment_id, delprojekt_id, staff_id, is_protected
    FROM participants_assignment
    WHERE started_on <= %(today)s
      AND (ended_on IS NULL OR ended_on >= %(today)s)
)
-- One's own.
SELECT enrolment_id, 0, delprojekt_id = ANY(%(delprojekt)s)
FROM active_assignment
WHERE staff_id = %(staff)s
UNION ALL
-- Those of colleagues who are absent from the delprojekt with the user as substitute.
SELECT assignment.enrolment_id, 0, assignment.delprojekt_id = ANY(%(delprojekt)s)
FROM active_assignment AS assignment
JOIN organisation_absence AS absence
  ON absence.staff_id = assignment.staff_id
 AND absence.delprojekt_id = assignment.delprojekt_id
WHERE NOT assignment.is_protected
  AND absence.substitute_id = %(staff)s
  AND absence.started_on <= %(today)s
  AND (absence.ended_on IS NULL OR absence.ended_on >= %(today)s)
UNION ALL
-- Those of the user's teams.
SELECT enrolment_id, 1, true
FROM active_assignment
WHERE NOT is_protected
  AND delprojekt_id = ANY(%(delprojekt)s)
  AND staff_id IN (
      SELECT staff_id
      FROM organisation_membership
      WHERE team_id = ANY(%(teams)s)
        AND started_on <= %(today)s
        AND (ended_on IS NULL OR ended_on >= %(today)s)
  )
UNION ALL
-- Protected cases that the user has opened in an emergency, for as long as that lasts.
SELECT enrolment_id, 2, true
FROM participants_emergencyopening
WHERE staff_id = %(staff)s
  AND ends_at > statement_timestamp()
  AND delprojekt_id = ANY(%(delprojekt)s)
UNION ALL
-- Cases that the user has handed over, or is asked about, and may read for some time.
SELECT enrolment_id, 3, true
FROM participants_readaccess
WHERE staff_id = %(staff)s
  AND NOT is_protected
  AND started_on <= %(today)s
  AND (ended_on IS NULL OR ended_on >= %(today)s)
  AND delprojekt_id = ANY(%(delprojekt)s)
