-- Participations with no more than cohorts and the dashboard ask of them (participations.sql says what
-- a participation is). Part of a WITH: `chosen`, `begun`, `participation`.
--
-- Parameters: last, delprojekt, projects.
-- Columns: participant_id, project_id; first_enrolment_id, enrolment_id (the last); entry_delprojekt_id,
-- delprojekt_id (of the last); started_on, sex, referrer_id; NULL while open: ended_on, exit_outcome,
-- works_after and studies_after, as reporting_fact says; has_begun: work, studies or an ordinary
-- intervention in any of the enrolments, until `last`.
chosen AS MATERIALIZED (
    SELECT f.participant_id, f.project_id, f.enrolment_id, f.delprojekt_id, f.started_on, f.ended_on,
           f.sex, f.referrer_id, f.exit_outcome,
           f.works_at_exit AS works_after, f.studies_at_exit AS studies_after,
           f.enrolment_id IN (
               SELECT b.enrolment_id FROM reporting_beginning b WHERE b.started_on <= %(last)s
           ) AS has_begun
    FROM reporting_fact f
    WHERE f.started_on <= %(last)s
      AND f.delprojekt_id = ANY (%(delprojekt)s)
      AND f.project_id = ANY (%(projects)s)
),
begun AS (
    SELECT DISTINCT participant_id, project_id, delprojekt_id
    FROM chosen
    WHERE has_begun
),
first_stay AS (
    SELECT DISTINCT ON (participant_id, project_id) *
    FROM chosen
    ORDER BY participant_id, project_id, started_on, enrolment_id
),
last_stay AS (
    SELECT DISTINCT ON (participant_id, project_id)
           *,
           coalesce(ended_on <= %(last)s, false) AS has_left
    FROM chosen
    ORDER BY participant_id, project_id, ended_on DESC NULLS FIRST, enrolment_id
),
participation AS (
    SELECT participant_id,
           project_id,
           f.enrolment_id AS first_enrolment_id,
           l.enrolment_id,
           f.delprojekt_id AS entry_delprojekt_id,
           l.delprojekt_id,
           f.started_on,
           f.sex,
           f.referrer_id,
           CASE WHEN l.has_left THEN l.ended_on END AS ended_on,
           CASE WHEN l.has_left THEN l.exit_outcome END AS exit_outcome,
           CASE WHEN l.has_left THEN l.works_after END AS works_after,
           CASE WHEN l.has_left THEN l.studies_after END AS studies_after,
           (participant_id, project_id) IN (SELECT b.participant_id, b.project_id FROM begun b)
               AS has_begun
    FROM first_stay f
    FULL JOIN last_stay l USING (participant_id, project_id)
)
