-- Which cohorts each participation belongs to: every population that a figure counts, defined once.
--
-- Inserted: participations, the rows to read: participation or participation_apart of participations.py.
-- Parameters: first and last, the days of the period.
-- Columns: those of the participation, and one boolean per cohort; NULL counts as false.
SELECT p.*,
       p.started_on <= %(last)s AS is_enrolled,
       p.started_on BETWEEN %(first)s AND %(last)s AS has_started,
       p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(last)s) AS is_ongoing,
       p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(first)s) AS has_participated,
       p.ended_on BETWEEN %(first)s AND %(last)s AS has_ended,
       p.ended_on <= %(last)s AS is_exited,
       p.ended_on <= %(last)s AND p.exit_outcome = 'ARBETE' AS is_exited_to_work,
       p.ended_on <= %(last)s AND p.exit_outcome = 'STUDIER' AS is_exited_to_studies,
       p.ended_on <= %(last)s AND p.exit_outcome IN ('ARBETE', 'STUDIER') AS is_exited_to_work_or_studies,
       p.ended_on <= %(last)s AND p.exit_outcome = 'ORDINARIE' AS is_exited_to_regular_service,
       p.ended_on <= %(last)s
           AND p.exit_outcome IN ('ARBETE', 'STUDIER', 'ORDINARIE') AS is_exited_to_any_outcome,
       p.ended_on <= %(last)s AND p.exit_outcome = 'ANNAT' AS is_exited_otherwise
FROM {participations} p
