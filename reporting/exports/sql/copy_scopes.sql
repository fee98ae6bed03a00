-- The rows of several scopes as the lines of their files, in any order.
--
-- Inserted: queries, rows_of_scope.sql of each scope.
COPY ({queries}) TO STDOUT WITH (FORMAT csv, DELIMITER ';')
