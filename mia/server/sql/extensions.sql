-- extname: the extensions that the connected database has.
SELECT extname FROM pg_extension
