"""Writes about the organisation. Called through the module: `actions.membership.add(…, by=user)`."""

from mia.organisation.actions import membership, reference, staff

__all__ = ["membership", "reference", "staff"]
