-- How many rows a row export will have, by what the page tells about them.
--
-- Inserted: columns, names of columns of the source; source, the export's own query.
-- Parameters: those of the source.
-- Columns: those inserted, number.
SELECT {columns}, count(*) AS number
FROM ({source}) AS export_row
GROUP BY {columns}
