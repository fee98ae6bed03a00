"""How many participants each worker has, against a ceiling per method."""
