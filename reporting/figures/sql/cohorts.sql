-- Which cohorts each participation belongs to: every population that a figure counts, defined once.
--
-- Inserted: participations, the rows to read: participation or participation_apart of participations.py.
-- Parameters: first and last, the days of the period.
-- Columns: those of the participation, and one boolean per cohort; NULL counts as false. Exited to work
-- or studies: works or studies at exit by the end record (by what went on on the last day where the
-- record says nothing), or left for it.
SELECT p.*,
       p.started_on <= %(last)s AS is_enrolled,
       p.started_on BETWEEN %(first)s AND %(last)s AS has_started,
       p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(last)s) AS is_ongoing,
       p.started_on <= %(last)s AND (p.ended_on IS NULL OR p.ended_on >= %(first)s) AS has_participated,
       p.ended_on BETWEEN %(first)s AND %(last)s AS has_ended,
       p.ended_on <= %(last)s AS is_exited,
       p.is_exited_to_work_or_studies AND p.is_exited_to_work IS NOT TRUE AS is_exited_to_studies,
       p.is_exited_to_regular_service AND p.is_exited_to_work_or_studies
           AS is_exited_to_regular_service_with_work,
       p.is_exited_to_regular_service AND p.is_exited_to_work_or_studies IS NOT TRUE
           AS is_exited_to_regular_service_only,
       coalesce(p.is_exited_to_work_or_studies OR p.is_exited_to_regular_service, false)
           OR p.has_begun AS has_any_outcome,
       p.has_begun
           AND (p.is_exited_to_work_or_studies OR p.is_exited_to_regular_service) IS NOT TRUE
           AS has_begun_only,
       p.ended_on <= %(last)s
           AND (p.is_exited_to_work_or_studies OR p.is_exited_to_regular_service) IS NOT TRUE
           AS is_exited_otherwise
FROM (
    SELECT e.*,
           e.ended_on <= %(last)s AND (e.works_after OR e.exit_outcome = 'ARBETE') AS is_exited_to_work,
           e.ended_on <= %(last)s
               AND (e.works_after OR e.studies_after OR e.exit_outcome IN ('ARBETE', 'STUDIER'))
               AS is_exited_to_work_or_studies,
           e.ended_on <= %(last)s AND e.exit_outcome = 'ORDINARIE' AS is_exited_to_regular_service
    FROM {participations} e
) p
