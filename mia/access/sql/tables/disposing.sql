-- Which rows a disposal is changing or deleting, while it lasts: nobody but its own transaction ever sees one. app.dispose
-- writes them and takes them away; app.refuse_change lets exactly these rows through. No role but the owner has a right
-- to the table.
CREATE TABLE IF NOT EXISTS app.disposing (
    relation text NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (relation, key)
);
REVOKE ALL ON app.disposing FROM PUBLIC;
