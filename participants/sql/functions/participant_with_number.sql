-- Who has this personal number? Asked when a participant is registered, by those who may register: the person's id and
-- whether the person is protected, nothing else.
CREATE OR REPLACE FUNCTION app.participant_with_number(wanted text, OUT participant uuid, OUT is_protected boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT p.id, p.protection <> 'INGEN'
    FROM participants_personalnumber n
    JOIN participants_participant p ON p.id = n.participant_id
    WHERE n.number = wanted AND cardinality(app.delprojekt_with('register')) > 0
$$;
