"""The database backend of MIA (`ENGINE`): Django's, with connections that keep nothing."""
