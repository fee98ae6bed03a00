-- The name of the present transaction, `backend.started`: the process that runs it and its start in microseconds since
-- 1970. No two transactions of a server have the same: a process runs one at a time, and its number is given to another
-- only when it has ended. Restricted, because a parallel worker is a process of its own.
CREATE OR REPLACE FUNCTION app.this_transaction() RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
    SELECT concat_ws('.', pg_backend_pid(), (extract(epoch FROM now()) * 1000000)::bigint)
$$;
