-- Which methods each participation had in the period, no longer than its enrolments lasted.
--
-- Reads: chosen (reporting/figures/participations.py).
-- Parameters: first and last, the days of the period; several, the code for two methods or more.
-- Columns: participant_id and project_id, which are the participation; sex; method.
WITH given AS (
    SELECT DISTINCT c.participant_id, c.project_id, c.sex, m.method
    FROM reporting_method m
    JOIN chosen c USING (enrolment_id)
    WHERE m.started_on <= %(last)s
      AND greatest(m.started_on, %(first)s) <= coalesce(least(m.ended_on, c.ended_on), 'infinity')
)
SELECT participant_id, project_id, sex, method
FROM given
UNION ALL
SELECT participant_id, project_id, sex, %(several)s
FROM given
GROUP BY participant_id, project_id, sex
HAVING count(*) > 1
