-- The rows of one of several scopes of a row export, each after the scope's key and whose row it is.
--
-- Inserted: columns, names of columns of the source; source, the export's own query.
-- Parameters: key; those of the source.
-- Columns: key, participant_id, enrolment_id, delprojekt_id, then the file's columns.
SELECT %(key)s::uuid AS key, participant_id, enrolment_id, delprojekt_id, {columns}
FROM ({source}) AS export_row
