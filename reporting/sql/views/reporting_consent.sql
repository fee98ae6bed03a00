-- Consents to SUS, day by day: one may be given, withdrawn and given again, so whether one holds is asked of a day
-- (docs/formats.md §4.3). In the delprojekt whose figures the reader may see: the aggregate leaves out those who have
-- not consented.
DROP VIEW IF EXISTS reporting_consent;
CREATE VIEW reporting_consent WITH (security_barrier) AS
SELECT
    c.enrolment_id,
    c.delprojekt_id,
    c.given_on,
    c.withdrawn_on
FROM participants_consent c
WHERE c.delprojekt_id = ANY ((SELECT app.delprojekt_with('see_figures'))::bigint[])
  AND c.kind = 'SUS';
