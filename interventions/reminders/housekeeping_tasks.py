"""The housekeeping that writes to staff each morning of a working day."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from interventions.reminders.queries import WaitingWork, list_waiting
from mia import audit
from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.core.workdays import is_workday
from mia.jobs.housekeeping import DAY, HousekeepingFailed, HousekeepingTask

logger = logging.getLogger(__name__)
SUBJECT = "Påminnelse från MIA"


def _remind() -> str:
    """Send one message to each; one that cannot be sent keeps back no other."""
    if not is_workday(timezone.localdate()):
        return "Inga påminnelser på helgen."
    sent = failed = 0
    with unit_of_work(identity.SYSTEM, source="housekeeping remind_staff"):
        for waiting in list_waiting():
            if _send(waiting):
                sent += 1
            else:
                failed += 1
        audit.record_event(audit.Action.EXPORT, "reminders.sent", sent=sent, failed=failed)
    if failed and not sent:
        raise HousekeepingFailed(f"Inga påminnelser gick att skicka: {failed}.")
    return f"Skickade påminnelser: {sent}. Misslyckade: {failed}."


def _send(waiting: WaitingWork) -> bool:
    """Whether it went; the log says what went wrong and to nobody."""
    text = render_to_string("interventions/reminders/reminder.txt", {"waiting": waiting})
    message = EmailMessage(SUBJECT, text, settings.DEFAULT_FROM_EMAIL, [waiting.email])
    try:
        message.send()
    except (SMTPException, OSError):
        logger.warning("a reminder could not be sent")
        return False
    return True


REMIND_STAFF = HousekeepingTask(
    "remind_staff", "Påminnelser till handläggare med e-post", DAY, _remind
)
