-- A new responsible: from the start; in a case that somebody has, from today, and that one ends the
-- day before. Nobody is taken off a case that several are responsible for. today: the day. The new one comes
-- first: a protected case is never without somebody who may open it.
INSERT INTO participants_assignment
    (id, enrolment_id, delprojekt_id, is_protected, staff_id, started_on)
SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, t.staff, CASE
    WHEN t.ended_on IS NULL
         AND EXISTS (SELECT FROM participants_assignment a WHERE a.enrolment_id = t.id)
        THEN greatest(t.started_on, %(today)s::date)
    ELSE t.started_on
END
FROM incoming t
WHERE t.staff_changed;
UPDATE participants_assignment a SET ended_on = greatest(a.started_on, %(today)s::date - 1)
FROM incoming t
WHERE t.is_registered AND t.staff_changed AND t.ended_on IS NULL
  AND a.enrolment_id = t.id AND a.ended_on IS NULL AND a.staff_id <> t.staff
  AND (SELECT count(*) FROM participants_assignment o
       WHERE o.enrolment_id = t.id AND o.ended_on IS NULL AND o.staff_id <> t.staff) = 1;
UPDATE interventions_methodwork w SET staff_id = t.staff
FROM incoming t
WHERE t.is_registered AND t.staff_changed
  AND w.enrolment_id = t.id AND w.ended_on IS NULL AND w.method = ANY (t.methods);
