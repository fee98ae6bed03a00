-- Adds the row of a refused request: the database itself looks up whom the `keys` of its address are about.
SELECT app.write_refusal(%(keys)s::uuid[], %(request_id)s, %(event)s, %(route)s, %(ip)s::inet)
