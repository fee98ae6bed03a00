-- What has changed beside the facts, and then what each row is: new, changed or unchanged.
UPDATE incoming t SET
    staff_changed = staff IS NOT NULL AND NOT EXISTS (
        SELECT FROM participants_assignment a
        WHERE a.enrolment_id = t.id AND a.staff_id = t.staff
          AND (a.ended_on IS NULL OR t.ended_on IS NOT NULL)
    ),
    consent_changed = consent_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM participants_consent c
        WHERE c.enrolment_id = t.id AND c.kind = 'SUS' AND c.given_on = t.consent_on
    ),
    consent_holds = EXISTS (
        SELECT FROM participants_consent c
        WHERE c.enrolment_id = t.id AND c.kind = 'SUS' AND c.withdrawn_on IS NULL
    ),
    methods_missing = array(
        SELECT m FROM unnest(t.methods) m
        WHERE NOT EXISTS (
            SELECT FROM interventions_methodwork w
            WHERE w.enrolment_id = t.id AND w.method = m
        )
    );
UPDATE incoming SET status = CASE
    WHEN is_registered IS NULL THEN %(new)s
    WHEN facts_changed OR person_changed OR staff_changed OR consent_changed
         OR cardinality(methods_missing) > 0 THEN %(changed)s
    ELSE %(unchanged)s
END;
ANALYZE incoming;
