-- The delprojekt where one and the same role of the actor gives the permission and sees the whole delprojekt. Who is a
-- coordinator of the programme and a case worker somewhere is a case worker there: two roles are not added up.
CREATE OR REPLACE FUNCTION app.whole_delprojekt_with(permission text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    scope jsonb := app.signed('app.whole_scope');
BEGIN
    RETURN coalesce((scope ->> permission)::bigint[], '{}');
END $$;
