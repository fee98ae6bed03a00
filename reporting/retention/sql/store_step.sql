-- One step of the plan of disposals (reporting/sql/tables/disposal_step.sql).
INSERT INTO app.disposal_step (
    position, relation, key_column, links, is_kept, emptied, unique_columns, kept_with,
    numbered_column, numbered_within, has_history
) VALUES (
    %(position)s, %(relation)s, %(key_column)s, %(links)s, %(is_kept)s, %(emptied)s,
    %(unique_columns)s, %(kept_with)s,
    %(numbered_column)s, %(numbered_within)s, %(has_history)s
)
