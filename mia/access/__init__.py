"""Who may see and do what: roles, identity in the database, unit of work, visibility, replica."""
