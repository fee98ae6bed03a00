"""Rows for tests, a factory for every model: one file per app, all names here."""

from tests.factories.access import DataKeyFactory, RolePermissionFactory
from tests.factories.audit import AccessLogFactory, SealFactory
from tests.factories.interventions import ContactFactory, MethodWorkFactory, NoteFactory
from tests.factories.jobs import HousekeepingRunFactory, JobFactory, order_parameters
from tests.factories.organisation import (
    PASSWORD,
    DelprojektFactory,
    EsfProjectFactory,
    FactorResetFactory,
    ForbundFactory,
    MembershipFactory,
    MunicipalityFactory,
    StaffFactory,
    StaffSessionFactory,
    TargetFactory,
    TeamFactory,
    password_hash,
    staff,
)
from tests.factories.participants import (
    AssignmentFactory,
    ConsentFactory,
    EmergencyOpeningFactory,
    EnrolmentFactory,
    ExitReasonFactory,
    IncomeSourceFactory,
    ParticipantFactory,
    PersonalNumberFactory,
    ReferrerFactory,
    case,
)
from tests.factories.reporting import ReportRunFactory, SentRowFactory

__all__ = [
    "PASSWORD",
    "AccessLogFactory",
    "AssignmentFactory",
    "ConsentFactory",
    "ContactFactory",
    "DataKeyFactory",
    "DelprojektFactory",
    "EmergencyOpeningFactory",
    "EnrolmentFactory",
    "EsfProjectFactory",
    "ExitReasonFactory",
    "FactorResetFactory",
    "ForbundFactory",
    "HousekeepingRunFactory",
    "IncomeSourceFactory",
    "JobFactory",
    "MembershipFactory",
    "MethodWorkFactory",
    "MunicipalityFactory",
    "NoteFactory",
    "ParticipantFactory",
    "PersonalNumberFactory",
    "ReferrerFactory",
    "ReportRunFactory",
    "RolePermissionFactory",
    "SealFactory",
    "SentRowFactory",
    "StaffFactory",
    "StaffSessionFactory",
    "TargetFactory",
    "TeamFactory",
    "case",
    "order_parameters",
    "password_hash",
    "staff",
]
