-- The rows of a file of participants: the columns of an enrolment, and
--   line             the row's number as a spreadsheet counts
--   bad              columns of the table whose cell could not be read
--   status           ny, ändrad or oförändrad (report.py)
--   is_registered    the enrolment is registered already
--   staff            the responsible staff that the file names
--   methods          codes of methods
--   consent_on       when consent to SUS was given
--   person_changed   name or protection is another than what is registered
--   facts_changed, staff_changed, consent_changed   what is another than what is registered
--   consent_holds    a consent to SUS stands already
--   methods_missing  methods that are not registered
--   old_end          the last day that is registered
DROP TABLE IF EXISTS pg_temp.incoming;
CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT * FROM participants_enrolment WITH NO DATA;
ALTER TABLE incoming
    ADD COLUMN line integer,
    ADD COLUMN bad text[],
    ADD COLUMN status text,
    ADD COLUMN is_registered boolean,
    ADD COLUMN staff integer,
    ADD COLUMN methods text[],
    ADD COLUMN consent_on date,
    ADD COLUMN person_changed boolean,
    ADD COLUMN facts_changed boolean,
    ADD COLUMN staff_changed boolean,
    ADD COLUMN consent_changed boolean,
    ADD COLUMN consent_holds boolean,
    ADD COLUMN methods_missing text[],
    ADD COLUMN old_end date;
