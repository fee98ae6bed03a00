-- On the replica: read as the reader of replica_position.sql, with a token for the transaction there, as long as the
-- primary would let it.
SELECT
    set_config('role', 'mia_app', true),
    app.enter(%s),
    set_config('statement_timeout', %s, true),
    set_config('idle_in_transaction_session_timeout', %s, true)
