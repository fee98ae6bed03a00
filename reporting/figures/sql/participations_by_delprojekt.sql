-- One row per person, ESF project and delprojekt, from `chosen` and `begun` of countable_participations.sql: every
-- delprojekt counted as its own dashboard does. Part of a WITH: `participation_apart`.
--
-- Parameters: last.
-- Columns: those of `participation` there.
first_stay_apart AS (
    SELECT DISTINCT ON (participant_id, project_id, delprojekt_id) *
    FROM chosen
    ORDER BY participant_id, project_id, delprojekt_id, started_on, enrolment_id
),
last_stay_apart AS (
    SELECT DISTINCT ON (participant_id, project_id, delprojekt_id)
           *,
           coalesce(ended_on <= %(last)s, false) AS has_left
    FROM chosen
    ORDER BY participant_id, project_id, delprojekt_id, ended_on DESC NULLS FIRST, enrolment_id
),
participation_apart AS (
    SELECT participant_id,
           project_id,
           f.enrolment_id AS first_enrolment_id,
           l.enrolment_id,
           delprojekt_id AS entry_delprojekt_id,
           delprojekt_id,
           f.started_on,
           f.sex,
           f.referrer_id,
           CASE WHEN l.has_left THEN l.ended_on END AS ended_on,
           CASE WHEN l.has_left THEN l.exit_outcome END AS exit_outcome,
           CASE WHEN l.has_left THEN l.works_after END AS works_after,
           CASE WHEN l.has_left THEN l.studies_after END AS studies_after,
           (participant_id, project_id, delprojekt_id) IN (
               SELECT b.participant_id, b.project_id, b.delprojekt_id FROM begun b
           ) AS has_begun
    FROM first_stay_apart f
    FULL JOIN last_stay_apart l USING (participant_id, project_id, delprojekt_id)
)
