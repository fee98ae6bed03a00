-- Two enrolments of a person in a delprojekt at the same time; of two rows, the later one is wrong.
-- line: the wrong row; other_line: the row it collides with, NULL for a registered enrolment;
-- started_on, ended_on: the days of the other one. aside: lines that are wrong already. An
-- enrolment whose row is set aside keeps the days that are registered.
SELECT t.line, min(o.line) AS other_line, min(o.started_on), min(o.ended_on)
FROM incoming t
JOIN (
    SELECT line, id, participant_id, delprojekt_id, started_on, ended_on
    FROM incoming
    WHERE NOT line = ANY (%(aside)s)
    UNION ALL
    SELECT NULL, e.id, e.participant_id, e.delprojekt_id, e.started_on, e.ended_on
    FROM participants_enrolment e
    WHERE e.id NOT IN (SELECT id FROM incoming WHERE NOT line = ANY (%(aside)s))
) o ON o.participant_id = t.participant_id
   AND o.delprojekt_id = t.delprojekt_id
   AND o.id <> t.id
   AND daterange(o.started_on, o.ended_on, '[]') && daterange(t.started_on, t.ended_on, '[]')
   AND (o.line IS NULL OR o.line < t.line)
WHERE NOT t.line = ANY (%(aside)s)
  AND t.started_on <= coalesce(t.ended_on, 'infinity')
  AND o.started_on <= coalesce(o.ended_on, 'infinity')
  AND NOT t.bad && ARRAY['started_on', 'ended_on']
GROUP BY t.line
ORDER BY t.line
