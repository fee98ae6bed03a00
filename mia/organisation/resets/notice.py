"""Whether the session has something to tell about the person's own second factor."""

from django.http import HttpRequest

from mia.organisation.resets.models import FactorReset
from mia.organisation.staff.models import Staff

KEY = "factor_reset_notice"


def look_for_notice(request: HttpRequest, staff: Staff) -> None:
    """At log-in, keep in the session that there is a notice: no page then asks the database."""
    if FactorReset.objects.unread(staff).exists():
        request.session[KEY] = True


def has_notice(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and KEY in session


def forget_notice(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
