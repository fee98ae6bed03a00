-- Rows that with others, or with what is registered, are more than 24 hours a day at all placements of an enrolment
-- together: line and first_on. Asked within the days of every row, of a week too; of two rows, the later one. No row goes
-- beyond its month. Parameter: day, the minutes of a day.
WITH attended AS (
    SELECT line, enrolment_id, date_trunc('month', first_on) AS month, first_on, last_on, minutes FROM incoming
    UNION ALL
    SELECT NULL, a.enrolment_id, date_trunc('month', a.first_on), a.first_on, a.last_on, a.minutes
    FROM interventions_attendance a
    WHERE a.enrolment_id IN (SELECT enrolment_id FROM incoming) AND a.id NOT IN (SELECT id FROM incoming)
),
spans AS (
    SELECT DISTINCT enrolment_id, month, first_on, last_on FROM attended
),
sums AS (
    SELECT
        a.line,
        a.first_on,
        sum(a.minutes) OVER (
            PARTITION BY s.enrolment_id, s.first_on, s.last_on ORDER BY a.line NULLS FIRST
        ) AS minutes,
        (s.last_on - s.first_on + 1) * %(day)s AS most
    FROM spans s
    JOIN attended a ON a.enrolment_id = s.enrolment_id AND a.month = s.month
        AND a.first_on >= s.first_on AND a.last_on <= s.last_on
)
SELECT DISTINCT line, first_on FROM sums WHERE line IS NOT NULL AND minutes > most ORDER BY line
