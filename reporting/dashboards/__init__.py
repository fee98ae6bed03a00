"""The overview of the figures: tiles, charts and tables, and the persons behind a number."""
