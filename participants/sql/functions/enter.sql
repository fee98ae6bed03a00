-- Begins to act as the identity of a token ('' is nobody): works out, once per unit of work, what it opens, and keeps
-- that signed for the policies. Asking for memberships and assignments again in every policy of every statement cost
-- 5 to 10 ms a statement.
--
-- app.scope, app.whole_scope  delprojekt by permission (app.delprojekt_with, app.whole_delprojekt_with)
-- app.enrolments              enrolments that the actor or the actor's team is assigned to, or that the actor reads
--                             (app.my_enrolments)
-- app.participants            the persons of those enrolments (app.my_participants)
--
-- plpgsql, here and in the functions that policies call, because PostgreSQL keeps the plans of its statements for the
-- whole connection; those of SQL functions are made again at every call.
CREATE OR REPLACE FUNCTION app.enter(token text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    claims text[];
    actor bigint;
    day date;
    opened record;
    own bigint[];
    enrolments uuid[];
    participants uuid[];
BEGIN
    -- What the former identity opened is forgotten first, so that nothing is left of it whatever happens.
    PERFORM
        set_config('app.token', token, true),
        set_config('app.scope', '', true),
        set_config('app.whole_scope', '', true),
        set_config('app.enrolments', '', true),
        set_config('app.participants', '', true);
    IF token = '' THEN
        RETURN;
    END IF;
    claims := app.claims();
    IF claims IS NULL THEN
        RETURN;
    END IF;
    actor := claims[1];
    day := claims[2];

    SELECT * INTO opened FROM app.delprojekt_by_permission(actor, day);
    PERFORM app.keep('app.scope', opened.scope::text);
    PERFORM app.keep('app.whole_scope', opened.whole_scope::text);

    own := opened.scope ->> 'see_assigned';
    IF actor = 0 OR own IS NULL THEN
        RETURN;
    END IF;
    enrolments := coalesce(app.enrolments_assigned_to(actor, day, own), '{}')
        || app.enrolments_read_by(actor, day, own);
    IF cardinality(enrolments) = 0 THEN
        RETURN;
    END IF;
    SELECT array_agg(DISTINCT participant_id) INTO participants
    FROM participants_enrolment WHERE id = ANY (enrolments);
    PERFORM app.keep('app.enrolments', enrolments::text);
    PERFORM app.keep('app.participants', participants::text);
END $$;
