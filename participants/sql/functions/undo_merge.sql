-- Takes back a merge, by the map that app.merge_persons stored: the rows that were moved go back, with what has been written
-- about their enrolments since, and each of the two gets back what it had. What has been corrected since stays. Protection
-- that was set since holds for both.
--
-- Answers 'undone' when it was taken back before, 'later' when another merge into the same person must be taken back first,
-- 'done' otherwise. Fails by the constraints of the tables.
CREATE OR REPLACE FUNCTION app.undo_merge(wanted uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = app, public, pg_temp AS $$
DECLARE
    merge participants_personmerge;
    present participants_participant;
    restored participants_participant;
    other_protection text;
    relation record;
BEGIN
    SELECT m.* INTO merge FROM participants_personmerge m WHERE m.id = wanted FOR UPDATE;
    PERFORM FROM participants_participant p WHERE p.id IN (merge.kept_id, merge.absorbed_id) ORDER BY p.id FOR UPDATE;
    IF merge.id IS NULL OR NOT app.may_merge(merge.kept_id) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a merge is taken back by those who may and see the person';
    END IF;
    IF merge.undone_at IS NOT NULL THEN
        RETURN 'undone';
    END IF;
    IF EXISTS (
        SELECT FROM participants_personmerge m
        WHERE m.kept_id = merge.kept_id AND m.undone_at IS NULL AND m.merged_at > merge.merged_at
    ) THEN
        RETURN 'later';
    END IF;

    PERFORM app.keep('app.merging', merge.kept_id || ' ' || merge.absorbed_id);
    FOR relation IN
        SELECT * FROM jsonb_to_recordset(merge.details -> 'moved')
            AS m (relation name, field name, key name, keys text[])
    LOOP
        EXECUTE format(
            'UPDATE public.%I SET %I = $1 WHERE %I::text = ANY ($2) AND %2$I = $3',
            relation.relation, relation.field, relation.key
        ) USING merge.absorbed_id, relation.keys, merge.kept_id;
    END LOOP;
    FOR relation IN
        SELECT r.relation, r.field FROM app.person_relations() r
        JOIN pg_attribute a ON a.attrelid = format('public.%I', r.relation)::regclass AND a.attname = 'enrolment_id'
    LOOP
        EXECUTE format(
            'UPDATE public.%I SET %I = $1 WHERE %2$I = $2'
            ' AND enrolment_id IN (SELECT id FROM public.participants_enrolment WHERE participant_id = $1)',
            relation.relation, relation.field
        ) USING merge.absorbed_id, merge.kept_id;
    END LOOP;
    PERFORM set_config('app.merging', '', true);

    UPDATE participants_personalnumber n SET replaced_on = NULL
    WHERE n.id = (merge.details ->> 'replaced')::uuid AND n.replaced_on = (merge.details ->> 'replaced_on')::date;
    IF jsonb_typeof(merge.details -> 'watched') = 'object' THEN
        INSERT INTO participants_watchedparticipant
        SELECT w.* FROM jsonb_populate_record(NULL::participants_watchedparticipant, merge.details -> 'watched') w
        ON CONFLICT DO NOTHING;
    END IF;

    SELECT p.* INTO present FROM participants_participant p WHERE p.id = merge.kept_id;
    SELECT r.* INTO restored FROM jsonb_populate_record(present, (
        SELECT coalesce(jsonb_object_agg(b.key, b.value), '{}') FROM jsonb_each(merge.details -> 'before') b
        WHERE to_jsonb(present) -> b.key = merge.details -> 'after' -> b.key
    )) r;
    other_protection := merge.details ->> 'protection';
    IF present.protection <> merge.details -> 'after' ->> 'protection' THEN
        other_protection := app.strictest_protection(other_protection, present.protection);
    END IF;
    UPDATE participants_participant p
    SET given_name = restored.given_name, family_name = restored.family_name,
        interpreter_language = restored.interpreter_language, birth_date = restored.birth_date,
        birth_year = restored.birth_year, sex = restored.sex, protection = restored.protection,
        version = p.version + 1
    WHERE p.id = merge.kept_id;
    UPDATE participants_participant p
    SET protection = other_protection, version = greatest(p.version, present.version) + 1
    WHERE p.id = merge.absorbed_id;
    UPDATE participants_personmerge m SET undone_at = clock_timestamp(), undone_by_id = app.uid() WHERE m.id = wanted;
    PERFORM app.enter(current_setting('app.token'));
    RETURN 'done';
END $$;
