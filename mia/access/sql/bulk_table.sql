-- An empty temporary table with the named columns of a table.
DROP TABLE IF EXISTS pg_temp.bulk;
CREATE TEMP TABLE bulk ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA;
