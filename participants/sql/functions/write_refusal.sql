-- Writes the row of the access log about a refused request, with the persons that the keys in its address stand for. The
-- one who asked is told nothing: the function returns nothing, and takes the same time for a key that does not exist.
CREATE OR REPLACE FUNCTION app.write_refusal(
    keys uuid[], request_id uuid, event text, route text, ip inet
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    persons uuid[] := app.persons_behind(keys);
BEGIN
    INSERT INTO audit_accesslog (actor, action, event, route, participants, count, request_id, ip, extra)
    VALUES (app.uid(), 'denied', event, route, persons, cardinality(persons), request_id, ip, '{}');
END $$;
