-- The rows of a row export as the lines of its file, each after whose it is.
--
-- Inserted: columns and order, names of columns of the source; source, the export's own query.
-- Parameters: those of the source.
-- Columns: participant_id, enrolment_id, delprojekt_id, then the file's columns as text.
COPY (
    SELECT participant_id, enrolment_id, delprojekt_id, {columns}
    FROM ({source}) AS export_row
    ORDER BY {order}
) TO STDOUT WITH (FORMAT csv, DELIMITER ';')
