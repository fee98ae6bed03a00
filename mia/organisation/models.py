"""Django finds an app's models here; everything else imports them from their feature package."""

from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import (
    Delprojekt,
    EsfProject,
    Forbund,
    Municipality,
    Target,
    Team,
)
from mia.organisation.drafts.models import Draft
from mia.organisation.memberships.models import Membership
from mia.organisation.periods.models import MunicipalityPeriod, Staffing
from mia.organisation.resets.models import FactorReset
from mia.organisation.sessions.models import StaffSession
from mia.organisation.staff.models import Staff

__all__ = [
    "Absence",
    "Delprojekt",
    "Draft",
    "EsfProject",
    "FactorReset",
    "Forbund",
    "Membership",
    "Municipality",
    "MunicipalityPeriod",
    "Staff",
    "StaffSession",
    "Staffing",
    "Target",
    "Team",
]
