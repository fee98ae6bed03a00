-- number: how much is due and is put into the proposal (app.fill_disposal).
SELECT app.fill_disposal(%(disposal)s::uuid, %(day)s) AS number
