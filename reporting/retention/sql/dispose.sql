-- What the seals need of the rows that are deleted: seal, row_key, digest (app.dispose).
SELECT seal, row_key, digest FROM app.dispose(%(disposal)s::uuid, %(subjects)s::uuid[])
