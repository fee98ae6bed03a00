-- The participants of files that this unit of work has made, for write_row_with_many.sql.
CREATE TEMP TABLE viewed (participant uuid)
