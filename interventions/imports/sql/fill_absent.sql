-- Columns that the file does not have keep the values of the rows that exist.
-- assignments: column = e.column, for each of them; table: the model's table.
UPDATE incoming t SET {assignments} FROM {table} e WHERE t.is_registered AND e.id = t.id
