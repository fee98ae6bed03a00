-- The persons of the enrolments that the actor, or the actor's team, is assigned to today (kept by app.enter).
CREATE OR REPLACE FUNCTION app.my_participants() RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
BEGIN
    RETURN coalesce(app.signed('app.participants')::uuid[], '{}');
END $$;
