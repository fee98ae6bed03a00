"""The second wall round what was sent, and the windows that reporting reads through. Forward only.

Reports must count everyone, also persons with protected identity whom their reader may not open. So reporting reads
through views that run as their owner and show facts without identity (`reporting_fact`, `reporting_time`), in the
delprojekt where the actor may see figures; and one with the identity that ESF asks for, protected persons already in
the form of formats §4.1 (`reporting_identity`), in the delprojekt where the actor may export persons.
"""

from django.db import migrations

from mia.access.policies import enable, floor

EXPORTED = "delprojekt_id = ANY ((SELECT app.export_dps())::bigint[])"

VIEWS = """
CREATE VIEW reporting_fact WITH (security_barrier) AS
SELECT e.id AS enrolment_id, e.participant_id, e.delprojekt_id, e.project_id, e.is_protected, e.referrer_id,
       e.started_on, e.ended_on, e.municipality_id, e.labour_status, e.unemployed_since, e.in_education, e.education,
       e.income_before, e.income_months, e.work_before, e.work_before_percent, e.study_before_percent, e.seeking_before,
       e.disability, e.foreign_background, e.homeless, e.exit_reason_id, x.outcome AS exit_outcome, e.income_after,
       e.work_after, e.work_after_percent, e.study_after_percent, e.seeking_after, e.registered_after,
       p.sex, p.birth_date, p.birth_year
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id
LEFT JOIN participants_exitreason x ON x.code = e.exit_reason_id
WHERE e.delprojekt_id = ANY ((SELECT app.figure_dps())::bigint[])
  AND e.exit_reason_id IS DISTINCT FROM 'FELREGISTRERING';

CREATE VIEW reporting_time WITH (security_barrier) AS
SELECT c.enrolment_id, c.delprojekt_id, c.held_on, c.minutes
FROM interventions_contact c
WHERE c.delprojekt_id = ANY ((SELECT app.figure_dps())::bigint[])
  AND c.outcome = 'GENOMFORD' AND NOT c.channel IN ('MEDDELANDE', 'MYNDIGHET');

CREATE VIEW reporting_identity WITH (security_barrier) AS
SELECT e.id AS enrolment_id, e.participant_id, e.delprojekt_id, e.project_id, e.is_protected, e.referrer_id,
       e.started_on, e.ended_on, e.municipality_id, e.labour_status, e.education, e.income_before, e.income_months,
       e.work_before, e.work_before_percent, e.study_before_percent, e.seeking_before, e.exit_reason_id,
       e.income_after, e.work_after, e.work_after_percent, e.study_after_percent, e.seeking_after, e.registered_after,
       e.district, p.sex,
       CASE WHEN e.is_protected THEN 'SKYDDAD' ELSE n.kind END AS identity_kind,
       CASE WHEN e.is_protected
            THEN left(n.number, 8) || CASE p.sex WHEN 'K' THEN 'Tf29' WHEN 'M' THEN 'Tf19' ELSE 'TfX9' END
            ELSE n.number END AS identity,
       (SELECT min(c.given_on) FROM participants_consent c WHERE c.enrolment_id = e.id AND c.kind = 'SUS') AS sus_consent,
       (SELECT CASE WHEN count(*) FILTER (WHERE c.withdrawn_on IS NULL) = 0 THEN max(c.withdrawn_on) END
        FROM participants_consent c WHERE c.enrolment_id = e.id AND c.kind = 'SUS') AS sus_withdrawn
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id
LEFT JOIN participants_personalnumber n ON n.participant_id = p.id AND n.replaced_on IS NULL
WHERE e.delprojekt_id = ANY ((SELECT app.export_dps())::bigint[]);
"""

SQL = (
    VIEWS
    + enable("reporting_sentrow")
    + floor("reporting_sentrow", EXPORTED)
    + f"""
CREATE POLICY seen ON reporting_sentrow FOR SELECT TO mia_app USING ({EXPORTED});
CREATE POLICY added ON reporting_sentrow FOR INSERT TO mia_app WITH CHECK ({EXPORTED});
"""
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("interventions", "0002_policies"), ("participants", "0003_codes")]
    operations = [migrations.RunSQL(SQL)]
