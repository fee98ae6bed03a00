-- On the primary, in the transaction of the unit of work:
-- needs_primary  has it written something, which no replica has; or are commits not waited for, so that nothing says how
--                far a replica must have come
-- reader         {token of the identity, statement timeout, idle timeout}: as whom and for how long to read there
-- position       {system identifier, timeline, flushed position}: how far the replica must have come. What has been
--                acknowledged has been flushed; what is merely inserted may not reach a replica for a while.
SELECT
    pg_current_xact_id_if_assigned() IS NOT NULL OR current_setting('synchronous_commit') = 'off',
    ARRAY[
        coalesce(current_setting('app.token', true), ''),
        current_setting('statement_timeout'),
        current_setting('idle_in_transaction_session_timeout')
    ],
    ARRAY[
        system_identifier::text,
        left(pg_walfile_name(pg_current_wal_flush_lsn()), 8),
        pg_current_wal_flush_lsn()::text
    ]
FROM pg_control_system()
