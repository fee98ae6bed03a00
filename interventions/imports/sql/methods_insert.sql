-- Methods that the file has and the enrolment has not: as long as the enrolment.
INSERT INTO interventions_methodwork
    (id, enrolment_id, delprojekt_id, is_protected, method, staff_id, started_on, ended_on)
SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, m, t.staff, t.started_on, t.ended_on
FROM incoming t, unnest(t.methods_missing) m
