"""The window to SUS consents, day by day; and the identity view without its summary of them. Forward only.

A consent may be given, withdrawn and given again, so whether one holds is asked of a day (formats §4.3), by everyone
who may see figures: the aggregate leaves out those who have not consented. ESF's form for a protected person begins
with the date of birth, which in a samordningsnummer is not the first eight digits.
"""

from django.db import migrations

VIEWS = """
CREATE VIEW reporting_consent WITH (security_barrier) AS
SELECT c.enrolment_id, c.delprojekt_id, c.given_on, c.withdrawn_on
FROM participants_consent c
WHERE c.delprojekt_id = ANY ((SELECT app.figure_dps())::bigint[]) AND c.kind = 'SUS';

DROP VIEW reporting_identity;
CREATE VIEW reporting_identity WITH (security_barrier) AS
SELECT e.id AS enrolment_id, e.participant_id, e.delprojekt_id, e.project_id, e.is_protected, e.referrer_id,
       e.started_on, e.ended_on, e.municipality_id, e.district, e.labour_status, e.education, e.income_before,
       e.income_months, e.work_before, e.work_before_percent, e.study_before_percent, e.seeking_before,
       e.exit_reason_id, e.income_after, e.work_after, e.work_after_percent, e.study_after_percent, e.seeking_after,
       e.registered_after, p.sex,
       CASE WHEN e.is_protected THEN 'SKYDDAD' ELSE n.kind END AS identity_kind,
       CASE WHEN e.is_protected
            THEN coalesce(to_char(p.birth_date, 'YYYYMMDD'), left(n.number, 8))
                 || CASE p.sex WHEN 'K' THEN 'Tf29' WHEN 'M' THEN 'Tf19' ELSE 'TfX9' END
            ELSE n.number END AS identity
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id
LEFT JOIN participants_personalnumber n ON n.participant_id = p.id AND n.replaced_on IS NULL
WHERE e.delprojekt_id = ANY ((SELECT app.export_dps())::bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_method_view")]
    operations = [migrations.RunSQL(VIEWS)]
