-- Trigger: who gets protection is taken out of ordered files. Every order of a delprojekt of theirs that waits, is being
-- made or is ready is ended, whatever it lists: a file of figures is made anew too. A worker that is at it finds the job
-- taken and keeps nothing; the housekeeping task recall_files removes the files.
CREATE OR REPLACE FUNCTION app.recall_orders() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    UPDATE public.jobs_job SET
        state = 'failed',
        message = 'Filen är återkallad: en person i delprojektet har fått skyddade personuppgifter.'
            || CASE WHEN fetched_at IS NULL THEN '' ELSE ' Du har hämtat den. Radera din kopia.' END
            || ' Beställ filen igen.',
        result = '{}',
        finished_at = coalesce(finished_at, now())
    WHERE kind = 'exports' AND state IN ('waiting', 'working', 'ready')
      AND created_at > now() - interval '3 days' -- a file is kept for one; an order may have waited
      AND parameters -> 'delprojekt' ?| ARRAY(
          SELECT d.code::text
          FROM public.participants_enrolment e
          JOIN public.organisation_delprojekt d ON d.id = e.delprojekt_id
          WHERE e.participant_id = ANY (app.person_keys(NEW.id)) -- merged meanwhile: the other key
      );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.recall_orders() FROM PUBLIC;
