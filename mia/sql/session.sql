-- As whom the connection works, and the database's clock in seconds since 1970.
SELECT session_user, current_user, extract(epoch FROM clock_timestamp())::float8
