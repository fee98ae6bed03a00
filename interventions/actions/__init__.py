"""The door out: every write about what is done. Called through the module: `actions.contact.register(…)`."""

from interventions.actions import contact, method

__all__ = ["contact", "method"]
