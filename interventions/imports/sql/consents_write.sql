-- Another day corrects the consent that holds; a withdrawn one stays withdrawn.
UPDATE participants_consent c SET given_on = t.consent_on
FROM incoming t
WHERE t.consent_changed AND t.consent_holds
  AND c.enrolment_id = t.id AND c.kind = 'SUS' AND c.withdrawn_on IS NULL;
INSERT INTO participants_consent (
    id, enrolment_id, delprojekt_id, is_protected, kind, given_on, way, text_version, purpose, agencies
)
SELECT gen_random_uuid(), t.id, t.delprojekt_id, false, 'SUS', t.consent_on, '', '', '', '{}'
FROM incoming t
WHERE t.consent_changed AND NOT t.consent_holds;
