"""The synthetic county of `seed_demo` (docs/formats.md §6): nobody in it exists, and the same seed
makes the same rows.

Everything is drawn from one `random.Random(seed)` in a fixed order, keys included; the clock is not
asked. Shares follow the published figures (docs/domain.md §1.8). Identity numbers are
Skatteverket's test numbers.
"""
