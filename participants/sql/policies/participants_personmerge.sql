-- Merges of two registrations of one person: seen by those who see the person, written by app.merge_persons and
-- app.undo_merge alone. They run as the owner: the map of a merge says which rows move.
-- include mia.access/row_level_security.sql
CREATE POLICY restrictive ON participants_personmerge AS RESTRICTIVE TO mia_app USING (
    cardinality((SELECT app.delprojekt_with('see_assigned', 'see_delprojekt'))) > 0 OR (SELECT app.is_system())
);
-- include participants/person_visible.sql key=kept_id
