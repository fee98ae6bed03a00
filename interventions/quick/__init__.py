"""Quick contact: a contact in one line, for example "ök tel 20 boende"."""
