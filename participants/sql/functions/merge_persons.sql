-- Makes two registrations of one person into one: every row of `absorbed` becomes a row of `kept`, whoever may see it, and
-- the row of `absorbed` stays as the former key. Names, interpreter and current number are those of the one that is named.
-- The stricter protection holds for both. What was done is kept in participants_personmerge, for app.undo_merge.
--
-- It runs as the owner, since rows in other delprojekt move too, and asks itself whether the actor may. Answers false, and
-- does nothing, when one of them has changed since `versions` were read. Both versions count up, so that who has an open
-- form about either is told. Fails by the constraints of the tables.
CREATE OR REPLACE FUNCTION app.merge_persons(
    merge uuid, kept uuid, absorbed uuid, versions integer[], names_of uuid, language_of uuid, number_of uuid
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    former participants_participant;
    other participants_participant;
    present participants_participant;
    stricter text;
    current_of uuid;
    replaced uuid;
    watched jsonb;
    relation record;
    keys text[];
    moved jsonb := '[]';
BEGIN
    PERFORM FROM participants_participant p WHERE p.id IN (kept, absorbed) ORDER BY p.id FOR UPDATE;
    IF kept = absorbed OR NOT app.may_merge(kept) OR NOT app.may_merge(absorbed) THEN
        RAISE insufficient_privilege USING MESSAGE = 'two persons are merged by those who may and see both';
    END IF;
    IF NOT ARRAY[names_of, language_of, number_of] <@ ARRAY[kept, absorbed] THEN
        RAISE insufficient_privilege USING MESSAGE = 'names and number are those of one of the two';
    END IF;
    SELECT p.* INTO former FROM participants_participant p WHERE p.id = kept;
    SELECT p.* INTO other FROM participants_participant p WHERE p.id = absorbed;
    IF ARRAY[former.version, other.version] <> versions THEN
        RETURN false;
    END IF;

    -- Before the rows move, since the trigger spreads it to what each of them has.
    stricter := app.strictest_protection(former.protection, other.protection);
    UPDATE participants_participant p
    SET protection = stricter, version = greatest(former.version, other.version) + 1
    WHERE p.id IN (kept, absorbed);

    SELECT n.participant_id INTO current_of FROM participants_personalnumber n
    WHERE n.participant_id IN (kept, absorbed) AND n.replaced_on IS NULL
    ORDER BY n.participant_id = number_of DESC LIMIT 1;
    UPDATE participants_personalnumber n SET replaced_on = app.today()
    WHERE n.participant_id IN (kept, absorbed) AND n.participant_id <> current_of AND n.replaced_on IS NULL
    RETURNING n.id INTO replaced;

    -- Watched twice is watched once; an error would tell that the person is.
    DELETE FROM participants_watchedparticipant w
    WHERE w.participant = absorbed
      AND EXISTS (SELECT FROM participants_watchedparticipant k WHERE k.participant = kept)
    RETURNING to_jsonb(w) INTO watched;

    PERFORM app.keep('app.merging', absorbed || ' ' || kept);
    FOR relation IN SELECT * FROM app.person_relations() LOOP
        EXECUTE format(
            'WITH changed AS (UPDATE public.%I SET %I = $1 WHERE %2$I = $2 RETURNING %I::text AS key)'
            ' SELECT array_agg(key ORDER BY key) FROM changed',
            relation.relation, relation.field, relation.key
        ) INTO keys USING kept, absorbed;
        IF keys IS NOT NULL THEN
            moved := moved || jsonb_build_object(
                'relation', relation.relation, 'field', relation.field, 'key', relation.key, 'keys', keys
            );
        END IF;
    END LOOP;
    PERFORM set_config('app.merging', '', true);

    UPDATE participants_participant p
    SET given_name = named.given_name, family_name = named.family_name,
        interpreter_language = spoken.interpreter_language,
        birth_date = numbered.birth_date, birth_year = numbered.birth_year, sex = numbered.sex
    FROM participants_participant named, participants_participant spoken, participants_participant numbered
    WHERE p.id = kept AND named.id = names_of AND spoken.id = language_of
      AND numbered.id = coalesce(current_of, number_of)
    RETURNING p.* INTO present;
    INSERT INTO participants_personmerge (id, kept_id, absorbed_id, merged_at, merged_by_id, details)
    VALUES (merge, kept, absorbed, clock_timestamp(), app.uid(), jsonb_build_object(
        'name', other.given_name || ' ' || other.family_name, 'before', app.identity_of(to_jsonb(former)), 'after', app.identity_of(to_jsonb(present)), 'protection', other.protection,
        'replaced', replaced, 'replaced_on', app.today(), 'watched', watched, 'moved', moved
    ));
    PERFORM app.enter(current_setting('app.token')); -- what the actor is assigned to belongs to another key now
    RETURN true;
END $$;
