-- Wait until no other transaction has gone on by one of the keys; they are taken in the order in which they come.
SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%(keys)s::text[]) AS key
