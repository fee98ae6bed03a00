-- The same sources of income in another order are the same.
UPDATE incoming t SET income_before = e.income_before
FROM participants_enrolment e
WHERE t.is_registered AND e.id = t.id
  AND t.income_before @> e.income_before AND t.income_before <@ e.income_before;
UPDATE incoming t SET income_after = e.income_after
FROM participants_enrolment e
WHERE t.is_registered AND e.id = t.id
  AND t.income_after @> e.income_after AND t.income_after <@ e.income_after;
