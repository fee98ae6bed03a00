-- name: of each housekeeping task that has not gone well for `late`, or never, so long after the installation.
SELECT name FROM jobs_housekeepingrun
WHERE coalesce(succeeded_at, created_at) < now() - %(late)s::interval
