"""Forms of the administration: labels, help and messages; actions save."""
