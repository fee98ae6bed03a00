-- Marks that enrolments may be in the file of a locked month that they were not in: a sent row without a fingerprint.
-- Whether they are in it now, the file's own query tells.
CREATE OR REPLACE FUNCTION app.mark_unsent_enrolments(enrolments uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    INSERT INTO public.reporting_sentrow (id, run_id, enrolment_id, delprojekt_id, first_on, changed_at)
    SELECT gen_random_uuid(), m.run, e.id, e.delprojekt_id, m.first_on, now()
    FROM public.participants_enrolment e
    JOIN app.locked_months() m ON m.delprojekt = e.delprojekt_id AND m.project = e.project_id
        AND e.started_on <= m.last_on AND (e.ended_on IS NULL OR e.ended_on >= m.first_on)
    WHERE e.id = ANY (enrolments)
    ON CONFLICT (run_id, enrolment_id) DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION app.mark_unsent_enrolments(uuid[]) FROM PUBLIC;
