-- Methods that enrolments have had, protected persons included, in the delprojekt whose figures the reader may see.
DROP VIEW IF EXISTS reporting_method;
CREATE VIEW reporting_method WITH (security_barrier) AS
SELECT
    m.enrolment_id,
    m.delprojekt_id,
    m.method,
    m.started_on,
    m.ended_on -- the last day, inclusive
FROM interventions_methodwork m
WHERE m.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[]);
