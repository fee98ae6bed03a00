"""The synthetic county of `seed_demo` (docs/formats.md §6): nobody in it exists, and the same seed
makes the same rows.

Staff, persons and enrolments are drawn here from one `SeededRandom` in a fixed order, keys
included; features draw the rest for each enrolment, from a generator of their own that follows from
its key. The clock is not asked. Shares follow the published figures (docs/domain.md §1.8). Identity
numbers are Skatteverket's test numbers.
"""
