-- The same unit of work may write another row with participants of its own.
DROP TABLE viewed
