"""Lists at any size: the order of the list of participants as an index, and aliases a page at a time. Forward only."""

from django.db import migrations, models

SQL = """
DROP FUNCTION app.protected_aliases();

-- Protected persons in the delprojekt of those who see it whole: an alias and who answers for it, nothing more.
CREATE FUNCTION app.protected_aliases(place bigint, state text, most integer, past integer)
RETURNS TABLE (participant uuid, alias text, delprojekt_id bigint, started_on date, ended_on date, staff text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    wide bigint[] := app.wide_dps();
    mine uuid[] := app.my_enrolments();
    day date := app.today();
BEGIN
    RETURN QUERY
    SELECT p.id, p.alias::text, e.delprojekt_id, e.started_on, e.ended_on,
           (SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM participants_assignment a
            JOIN organisation_staff s ON s.id = a.staff_id
            WHERE a.enrolment_id = e.id AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on >= day))
    FROM participants_enrolment e JOIN participants_participant p ON p.id = e.participant_id
    WHERE e.is_protected AND e.delprojekt_id = ANY (wide) AND NOT e.id = ANY (mine)
      AND (place IS NULL OR e.delprojekt_id = place)
      AND CASE state WHEN 'oppna' THEN e.ended_on IS NULL OR e.ended_on >= day
                     WHEN 'avslutade' THEN e.ended_on < day ELSE true END
    ORDER BY e.started_on DESC, p.alias LIMIT most OFFSET past;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0005_scope_once")]
    operations = [
        migrations.RunSQL(SQL),
        migrations.AddIndex(
            model_name="enrolment", index=models.Index(fields=["-started_on", "id"], name="enrolment_by_start")
        ),
    ]
