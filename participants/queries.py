"""Named reads for pages and commands, above the models. The QuerySets that models carry live in querysets.py."""
