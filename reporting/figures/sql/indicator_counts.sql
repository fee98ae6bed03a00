-- How many persons each indicator counts, by delprojekt: who has been in two counts, among those who
-- entered, where she entered the project, and among those who left, where she left it.
--
-- Inserted: participations (participations.sql), records (indicator_records.sql); counts, a column per
-- indicator.
-- Parameters: those of what is inserted.
-- Columns: sex; entry_delprojekt_id or delprojekt_id (the last), the other one NULL; those inserted.
WITH {participations},
{records}
SELECT r.sex, r.entry_delprojekt_id, r.delprojekt_id, {counts}
FROM indicator_record r
GROUP BY GROUPING SETS ((r.sex, r.entry_delprojekt_id), (r.sex, r.delprojekt_id))
