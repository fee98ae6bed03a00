"""Django finds an app's models here; everything else imports them from their feature package."""

from interventions.contacts.models import Contact, Note
from interventions.methods.models import MethodWork

__all__ = ["Contact", "MethodWork", "Note"]
