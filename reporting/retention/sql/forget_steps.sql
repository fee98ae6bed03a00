-- The plan of disposals is written anew after each migrate.
DELETE FROM app.disposal_step
