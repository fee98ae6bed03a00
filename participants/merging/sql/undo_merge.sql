-- Takes back a merge (participants/sql/functions/undo_merge.sql).
-- Parameters: merge (its key).
-- Columns: one, what came of it: done, undone or later.
SELECT app.undo_merge(%(merge)s)
