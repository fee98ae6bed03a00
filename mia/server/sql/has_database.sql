-- A row when the server has the database. name: the database's.
SELECT true FROM pg_database WHERE datname = %(name)s
