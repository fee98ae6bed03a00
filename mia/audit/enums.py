"""What a row of the access log can say that somebody did."""

from django.db import models


class Action(models.TextChoices):
    """The kinds of act in the access log, in the words of those who read it."""

    READ = "read", "läste"
    LIST = "list", "såg i en lista"
    SEARCH = "search", "sökte"
    REVEAL = "reveal", "visade personnummer"
    WRITE = "write", "ändrade"
    EXPORT = "export", "tog ut"
    PRINT = "print", "skrev ut"
    IMPORT = "import", "läste in"
    DENIED = "denied", "nekades"
    ALARM = "alarm", "larm"
    LOGIN = "login", "loggade in"
    LOGIN_FAILED = "login_failed", "misslyckades med att logga in"
    LOGOUT = "logout", "loggade ut"
