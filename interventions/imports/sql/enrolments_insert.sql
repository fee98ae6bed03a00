-- New enrolments. columns: those that the file fills. by: the page's user, NULL for a command.
INSERT INTO participants_enrolment
    ({columns}, income_before_percent, income_after_percent, newly_arrived, is_protected, version, registered_at, registered_by_id)
SELECT {columns}, '{{}}', '{{}}', 'EJ_FRAGAD', false, 1, now(), %(by)s
FROM incoming
WHERE is_registered IS NULL
