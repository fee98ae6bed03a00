-- How many jobs and studies are kept at each moment of follow-up that falls in the period.
--
-- Parameters: first, last, delprojekt, projects; moments and days, of interventions/follow_ups/enums.py.
-- Columns: delprojekt's id, moment, answer, sex, number. The last day of a spell leads over its answer.
WITH moment AS (
    SELECT m.code, m.days
    FROM unnest(%(moments)s::text[], %(days)s::int[]) AS m (code, days)
),
spell AS (
    SELECT DISTINCT k.spell_id, k.delprojekt_id, k.sex, k.started_on, k.ended_on
    FROM reporting_kept_spell k
    WHERE k.delprojekt_id = ANY (%(delprojekt)s)
      AND k.project_id = ANY (%(projects)s)
),
followed AS (
    SELECT s.delprojekt_id, s.sex, m.code, k.answer, s.ended_on < s.started_on + m.days AS has_ended
    FROM spell s
    JOIN moment m ON s.started_on + m.days BETWEEN %(first)s AND %(last)s
    LEFT JOIN reporting_kept_spell k ON k.spell_id = s.spell_id AND k.moment = m.code
)
SELECT f.delprojekt_id, f.code,
       CASE
           WHEN f.has_ended THEN 'SLUTAT'
           ELSE coalesce(f.answer, 'EJ_FOLJD')
       END AS answer,
       f.sex, count(*)
FROM followed f
GROUP BY f.delprojekt_id, f.code, 3, f.sex
