-- Puts a connection back to what its start parameters say (mia/settings.py): role, settings, cursors, prepared
-- statements, subscriptions, session locks and temporary tables. As DISCARD ALL, but the plans of functions are kept:
-- making them again costs a page some milliseconds. One message, so it is one turn.
RESET ROLE;
RESET ALL;
CLOSE ALL;
DEALLOCATE ALL;
UNLISTEN *;
DISCARD TEMP;
DISCARD SEQUENCES;
SELECT pg_advisory_unlock_all();
