-- Of one enrolment: participation time from the first of the month to today, in minutes, with the
-- attendance at placements of the days and weeks that have begun; the day of
-- the last contact that was held; and how many times the participant has not come since the last
-- contact with the participant (docs/formats.md §2).
WITH contact AS (
    SELECT held_on, outcome, minutes,
           app.is_participation_time(outcome, channel) AS is_participation
    FROM interventions_contact
    WHERE enrolment_id = %(enrolment)s
),
present AS (
    SELECT coalesce(max(held_on), '-infinity') AS last_on
    FROM contact
    WHERE is_participation
)
SELECT coalesce(sum(minutes) FILTER (
           WHERE is_participation AND held_on BETWEEN %(month)s AND %(today)s
       ), 0) + (
           SELECT coalesce(sum(minutes), 0)
           FROM interventions_attendance
           WHERE enrolment_id = %(enrolment)s AND first_on BETWEEN %(month)s AND %(today)s
       ),
       max(contact.held_on) FILTER (WHERE outcome = 'GENOMFORD'),
       count(*) FILTER (WHERE outcome = 'UTEBLIVEN' AND held_on > present.last_on)
FROM contact
CROSS JOIN present
