-- Values of the columns that a file does not have. Not `db_default` of the fields: Django would read them back when it
-- inserts, and who registers somebody does not see the row before it is assigned.
ALTER TABLE participants_enrolment
    ALTER COLUMN income_before_percent SET DEFAULT '{}',
    ALTER COLUMN income_after_percent SET DEFAULT '{}',
    ALTER COLUMN newly_arrived SET DEFAULT 'EJ_FRAGAD';
