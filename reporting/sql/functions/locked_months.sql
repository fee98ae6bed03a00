-- The months that are locked, as they were locked last: a row for each delprojekt and ESF project of the file.
CREATE OR REPLACE FUNCTION app.locked_months()
RETURNS TABLE (run uuid, first_on date, last_on date, delprojekt bigint, project bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT r.id, r.first_on, r.last_on, d.id, p.id
    FROM public.reporting_reportrun r
    JOIN public.organisation_delprojekt d ON d.code = ANY (r.delprojekt)
    JOIN public.organisation_esfproject p ON r.parameters -> 'projekt' ? p.code
    WHERE r.locked_at IS NOT NULL
      AND NOT EXISTS (
          SELECT FROM public.reporting_reportrun later
          WHERE later.slug = r.slug AND later.first_on = r.first_on AND later.delprojekt = r.delprojekt
            AND later.parameters -> 'projekt' = r.parameters -> 'projekt' AND later.locked_at > r.locked_at
      )
$$;
REVOKE ALL ON FUNCTION app.locked_months() FROM PUBLIC;
