-- May the actor merge this person with another? Who has the permission merge_persons in a delprojekt where the actor sees
-- an enrolment of the person: by a role that sees the whole delprojekt, unless the person is protected, or assigned to it.
-- What is opened in an emergency or by a read access is for reading. Python says the same: participants.visibility.works_with.
CREATE OR REPLACE FUNCTION app.may_merge(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM participants_enrolment e
        WHERE e.participant_id = person AND (
            (e.delprojekt_id = ANY (app.whole_delprojekt_with('merge_persons')) AND NOT e.is_protected)
            OR (
                e.delprojekt_id = ANY (app.delprojekt_with('merge_persons'))
                AND e.id = ANY (app.my_enrolments()) AND NOT e.id = ANY (app.my_read_only())
            )
        )
    )
$$;
