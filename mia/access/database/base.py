"""Django's backend for PostgreSQL, whose connections forget what a request has set on them."""

from django.db.backends.postgresql import base

from mia.core import sql


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is kept between requests (CONN_MAX_AGE), and cleared before each.

    Whoever makes a request run SQL of their own could leave a setting, a role or a temporary table
    on the connection, for the next person's request to run under.
    """

    def is_usable(self) -> bool:
        """Clear the connection; False when it does not answer, and then Django opens another.

        Django asks before the first statement of each request and job (CONN_HEALTH_CHECKS), with a
        statement that does nothing: this one takes its place.
        """
        if self.connection is None:
            return False
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(sql.load("mia.access", "clear_session.sql"))
        except self.Database.Error:
            return False
        return True
