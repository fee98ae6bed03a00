"""What is done: contacts, their notes, and method work."""

from interventions.models.contact import Contact, Note
from interventions.models.method import MethodWork

__all__ = ["Contact", "MethodWork", "Note"]
