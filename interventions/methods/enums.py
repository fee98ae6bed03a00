"""The five methods. They stand where memberships are, because a supervisor has one of them."""

from mia.organisation.memberships.enums import Method

__all__ = ["Method"]
