-- On the replica, with the position of replica_position.sql as parameters:
-- follows  is it a replica of this primary, on its timeline? Positions of another mean nothing here.
-- has_all  has it replayed everything up to the position?
SELECT
    pg_is_in_recovery()
        AND s.system_identifier = %s::bigint
        AND lpad(upper(to_hex(c.timeline_id)), 8, '0') = %s,
    coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)
FROM pg_control_system() s, pg_control_checkpoint() c
