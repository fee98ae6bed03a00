"""The door out: every write about what is done. Called through the module: `actions.contact.register(…)`."""

from interventions.actions import contact, imports, method

__all__ = ["contact", "imports", "method"]
