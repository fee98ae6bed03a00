"""Who may do what: one table, to be read by someone who does not program.

A membership gives a role in one delprojekt, or in the whole programme; the role gives permissions.
Everything else is forbidden.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    CASE_WORKER = "case_worker", "handläggare"
    PROJECT_LEADER = "project_leader", "delprojektledare"
    COORDINATOR = "coordinator", "koordinator"
    INVESTIGATOR = "investigator", "utredare"
    ADMINISTRATOR = "administrator", "administratör"


class Permission(StrEnum):
    SEE_ASSIGNED = "se deltagare som du eller ditt team ansvarar för"
    SEE_DELPROJEKT = "se alla deltagare i delprojektet, utom dem med skyddade personuppgifter"
    READ_NOTES = "läsa anteckningar"
    REGISTER = "registrera deltagare och inskrivningar"
    EDIT_ENROLMENT = "ändra, avsluta och ge metoder"
    ASSIGN_STAFF = "bestämma vem som ansvarar för en deltagare"
    LOG_CONTACT = "logga och rätta kontakter"
    ATTENDANCE_REPORT = "ta ut närvarorapporter"
    SEE_FIGURES = "se översikt och sammanställningar"
    SEE_EXACT = "se små tal utan att de döljs"
    EXPORT_PERSONS = "ta ut listor med personnummer till ESF och SUS"
    LOCK_MONTH = "låsa en rapporterad månad"
    IMPORT = "läsa in deltagare och kontakter från fil"
    ADMINISTER = "sköta organisation, användare och kodlistor"


P = Permission


@dataclass(frozen=True)
class RoleInfo:
    """What a role is, in the words of those who hold it."""

    description: str
    permissions: frozenset[Permission]
    whole_programme: bool  # may a membership be for the whole programme?


ROLES: dict[Role, RoleInfo] = {
    Role.CASE_WORKER: RoleInfo(
        "Arbetar med deltagare: case manager, SE-handledare, IPS-coach.",
        frozenset(
            {
                P.SEE_ASSIGNED,
                P.READ_NOTES,
                P.REGISTER,
                P.EDIT_ENROLMENT,
                P.ASSIGN_STAFF,
                P.LOG_CONTACT,
            }
            | {P.ATTENDANCE_REPORT}
        ),
        whole_programme=False,
    ),
    Role.PROJECT_LEADER: RoleInfo(
        "Leder ett delprojekt.",
        frozenset(
            {
                P.SEE_DELPROJEKT,
                P.SEE_ASSIGNED,
                P.READ_NOTES,
                P.REGISTER,
                P.EDIT_ENROLMENT,
                P.ASSIGN_STAFF,
            }
            | {P.LOG_CONTACT, P.ATTENDANCE_REPORT, P.SEE_FIGURES, P.SEE_EXACT}
        ),
        whole_programme=False,
    ),
    Role.COORDINATOR: RoleInfo(
        "Rapporterar till ESF och SUS. Ser de uppgifter som rapporterna kräver, men inga anteckningar.",
        frozenset(
            {P.SEE_DELPROJEKT, P.ATTENDANCE_REPORT, P.SEE_FIGURES, P.SEE_EXACT, P.EXPORT_PERSONS}
            | {P.LOCK_MONTH, P.IMPORT}
        ),
        whole_programme=True,
    ),
    Role.INVESTIGATOR: RoleInfo(
        "Analyserar projektet. Ser bara sammanställningar.",
        frozenset({P.SEE_FIGURES}),
        whole_programme=True,
    ),
    Role.ADMINISTRATOR: RoleInfo(
        "Sköter organisation, användare och kodlistor. Ser inga personuppgifter om deltagare.",
        frozenset({P.ADMINISTER}),
        whole_programme=True,
    ),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    return frozenset(role for role, info in ROLES.items() if permission in info.permissions)
