-- Trigger: as app.mark_sent_contacts, of attendance at placements. One statement for all rows.
CREATE OR REPLACE FUNCTION app.mark_sent_attendance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    facts text := 'id, enrolment_id, first_on, minutes';
    changed text;
BEGIN
    IF NOT app.has_locked_months() THEN
        RETURN NULL;
    END IF;
    changed := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'UPDATE' THEN format(
            '(SELECT %1$s FROM new_rows EXCEPT SELECT %1$s FROM old_rows)'
            ' UNION ALL (SELECT %1$s FROM old_rows EXCEPT SELECT %1$s FROM new_rows)', facts
        )
        ELSE 'SELECT * FROM old_rows'
    END;
    EXECUTE format(
        'UPDATE public.reporting_sentrow s SET changed_at = now()'
        ' FROM (SELECT DISTINCT enrolment_id, date_trunc(''month'', one.first_on)::date AS first_on FROM (%s) AS one) AS month'
        ' WHERE s.enrolment_id = month.enrolment_id AND s.first_on = month.first_on AND s.changed_at IS NULL',
        changed
    );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.mark_sent_attendance() FROM PUBLIC;
