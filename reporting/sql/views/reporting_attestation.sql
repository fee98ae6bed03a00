-- What participants have attested, a row per enrolment and month, in the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_attestation;
CREATE VIEW reporting_attestation WITH (security_barrier) AS
SELECT
    a.enrolment_id,
    a.delprojekt_id,
    a.first_on,
    a.minutes -- as many as were attested
FROM interventions_attestation a
WHERE a.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[]);
