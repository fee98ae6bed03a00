"""Who may import files."""

from typing import TYPE_CHECKING

from mia.access.roles import Permission

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


def can_import_files(user: "Staff") -> bool:
    """Read in participants and contacts; which delprojekt: lookups.delprojekt_for."""
    return user.may(Permission.IMPORT)
