-- The number that tells this server from every other, also after a restore.
SELECT system_identifier FROM pg_control_system()
