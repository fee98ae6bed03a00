-- Are the rows of the one person being moved to the other, by app.merge_persons or app.undo_merge in this transaction?
CREATE OR REPLACE FUNCTION app.is_merging(former uuid, present uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT app.signed('app.merging') IS NOT DISTINCT FROM former || ' ' || present
$$;
