-- Which of these tables are without row-level security, or have it without a policy. tables: names.
SELECT wanted.name
FROM unnest(%(tables)s::text[]) wanted (name)
LEFT JOIN pg_class c ON c.oid = to_regclass('public.' || wanted.name)
WHERE c.relrowsecurity IS NOT TRUE
   OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
ORDER BY wanted.name
