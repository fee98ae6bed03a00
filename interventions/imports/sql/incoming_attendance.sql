-- The rows of a file of attendance: the columns of the table, and
--   line            the row's number as a spreadsheet counts
--   bad             columns of the table whose cell could not be read
--   status          ny, ändrad or oförändrad (report.py)
--   is_registered   the days are registered already
DROP TABLE IF EXISTS pg_temp.incoming;
CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT * FROM interventions_attendance WITH NO DATA;
ALTER TABLE incoming
    ADD COLUMN line integer,
    ADD COLUMN bad text[],
    ADD COLUMN status text,
    ADD COLUMN is_registered boolean;
