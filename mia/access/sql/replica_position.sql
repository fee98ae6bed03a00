-- On the primary, in the transaction of the unit of work:
-- needs_primary  has it written something, which no replica has; or are commits not waited for, so that nothing says how
--                far a replica must have come
-- position       {system identifier, timeline, flushed position}: how far the replica must have come. What has been
--                acknowledged has been flushed; what is merely inserted may not reach a replica for a while.
-- actor, today, statement_timeout, idle_timeout: as whom, as the database has verified it, and for how long to read there
SELECT
    pg_current_xact_id_if_assigned() IS NOT NULL OR current_setting('synchronous_commit') = 'off' AS needs_primary,
    ARRAY[
        system_identifier::text,
        left(pg_walfile_name(pg_current_wal_flush_lsn()), 8),
        pg_current_wal_flush_lsn()::text
    ] AS position,
    app.uid() AS actor,
    app.today() AS today,
    current_setting('statement_timeout') AS statement_timeout,
    current_setting('idle_in_transaction_session_timeout') AS idle_timeout
FROM pg_control_system()
