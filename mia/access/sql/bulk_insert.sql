-- The rows of the temporary table go into the table.
INSERT INTO {table} ({columns}) SELECT {columns} FROM bulk;
DROP TABLE bulk;
