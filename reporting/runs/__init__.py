"""Making an export, at once or in the background: who may, the file, and the records of it."""
