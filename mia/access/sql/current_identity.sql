-- What enter.sql set in this transaction, to be set again: `actor` and `today` as the database has verified them (NULL for
-- nobody), never the settings themselves, which whoever runs SQL can change. `transaction` is its name, for a new token.
SELECT
    current_setting('role') AS role,
    app.uid() AS actor,
    app.today() AS today,
    app.this_transaction() AS transaction,
    coalesce(current_setting('pghistory.context_id', true), '') AS context_id,
    coalesce(current_setting('pghistory.context_metadata', true), '') AS context
