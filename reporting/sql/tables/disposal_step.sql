-- What app.dispose does with each table that holds something about a person: filled from the models after each migrate
-- (reporting/retention/plan.py), as the roles' permissions are. No role but the owner has a right to it: who disposes does
-- not say what is deleted.
--
-- links: the columns that name a row of another table which is disposed of, by name, and that table. is_kept: the row is
-- emptied for figures, if it has the values of kept_with; emptied: what its columns get; unique_columns: those that get a
-- value of their own; numbered_column: a number that the rows with the same numbered_within get anew, one each.
CREATE TABLE IF NOT EXISTS app.disposal_step (
    position integer NOT NULL,
    relation text PRIMARY KEY,
    key_column text NOT NULL,
    links jsonb NOT NULL,
    is_kept boolean NOT NULL,
    emptied jsonb NOT NULL,
    unique_columns text[] NOT NULL,
    kept_with jsonb NOT NULL,
    numbered_column text,
    numbered_within text,
    has_history boolean NOT NULL
);
REVOKE ALL ON app.disposal_step FROM PUBLIC;
