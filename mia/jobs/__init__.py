"""The one job system: queue, life cycle, progress and stored files (uploads and exports).

A feature starts a job with `mia.jobs.queue`; a worker runs it as the person who owns it, with that
person's rights on that day (`mia.jobs.run`). What a kind of job does is its handler, a class in the
feature's own package that `settings.JOB_HANDLERS` names (`mia.jobs.handlers`).
"""
