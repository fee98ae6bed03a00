-- Pairs of registrations that may be of one person (participants/sql/functions/likely_duplicates.sql).
-- Parameters: wanted (a person, or NULL for those who were enrolled last), most (pairs).
-- Columns: first, second (persons).
SELECT first, second FROM app.likely_duplicates(%(wanted)s, %(most)s)
