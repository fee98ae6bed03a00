-- Open cases of staff by method.
-- Columns: staff, method (NULL: all cases), cases, protected (of the cases), municipalities (of the cases).
SELECT staff, method, cases, protected, municipalities FROM app.caseloads()
