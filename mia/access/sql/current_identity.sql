-- What enter.sql set in this transaction, to be given back to it; empty texts when nothing was set.
SELECT
    current_setting('role') AS role,
    coalesce(current_setting('app.token', true), '') AS token,
    coalesce(current_setting('pghistory.context_id', true), '') AS context_id,
    coalesce(current_setting('pghistory.context_metadata', true), '') AS context,
    coalesce(current_setting('app.context_signature', true), '') AS context_signature
