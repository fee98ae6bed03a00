-- Names and protection as the file has them.
UPDATE participants_participant p SET
    given_name = n.given,
    family_name = n.family,
    protection = coalesce(n.protection, p.protection),
    version = p.version + 1
FROM person n
WHERE n.id = p.id
