"""Participants and contacts from files (docs/formats.md §3).

One way through for both kinds of file: `engine.import_rows` has the steps in order. Each kind has
its columns (`participant_columns`, `contact_columns`), what a row says (`…_reader`: nothing is
written) and its share of each step (`…_import`: statements on the temporary table `incoming`).
`actions` are the entrances of the page, the job and the commands.
"""
