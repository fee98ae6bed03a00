-- Referrals per delprojekt, step and sex ('' = everyone): how many waits ended in the period, and the median of their
-- days. Parameters: first, last, delprojekt. Columns: delprojekt_id, state, sex, waits, days.
SELECT
    delprojekt_id,
    state,
    coalesce(sex, ''),
    count(*),
    percentile_disc(0.5) WITHIN GROUP (ORDER BY ended_on - started_on)
FROM reporting_wait
WHERE ended_on BETWEEN %(first)s AND %(last)s AND delprojekt_id = ANY (%(delprojekt)s)
GROUP BY GROUPING SETS ((delprojekt_id, state), (delprojekt_id, state, sex))
