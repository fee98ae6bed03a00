"""Who may do what: one table, to be read by someone who does not program.

A membership gives a role in one delprojekt, or in the whole programme; the role gives permissions.
Everything else is forbidden. The database's policies read a copy, made after every migrate
(mia/access/grants.py): a new role or permission is one edit, here.
"""

from dataclasses import dataclass

from django.db import models


class Role(models.TextChoices):
    CASE_WORKER = "case_worker", "handläggare"
    PROJECT_LEADER = "project_leader", "delprojektledare"
    COORDINATOR = "coordinator", "koordinator"
    INVESTIGATOR = "investigator", "utredare"
    ADMINISTRATOR = "administrator", "administratör"
    LOG_REVIEWER = "log_reviewer", "loggranskare"
    METHOD_SUPERVISOR = "method_supervisor", "metodhandledare"
    STEERING_GROUP = "steering_group", "styrgruppsledamot"


class Permission(models.TextChoices):
    """What a role may allow. The value is its name in the database's policies, the label its
    description for administrators.
    """

    SEE_ASSIGNED = "see_assigned", "se deltagare som du eller ditt team ansvarar för"
    SEE_DELPROJEKT = (
        "see_delprojekt",
        "se alla deltagare i delprojektet, utom dem med skyddade personuppgifter",
    )
    READ_NOTES = "read_notes", "läsa anteckningar"
    REGISTER = "register", "registrera deltagare och inskrivningar"
    EDIT_ENROLMENT = "edit_enrolment", "ändra, avsluta och ge metoder"
    ASSIGN_STAFF = "assign_staff", "bestämma vem som ansvarar för en deltagare"
    LOG_CONTACT = "log_contact", "logga och rätta kontakter"
    ATTENDANCE_REPORT = "attendance_report", "ta ut närvarorapporter"
    OPEN_EMERGENCY = (
        "open_emergency",
        "nödöppna ett ärende med skyddade personuppgifter i delprojektet, i tre timmar",
    )
    REVIEW_EMERGENCY = "review_emergency", "granska nödöppningar"
    SEE_FIGURES = "see_figures", "se översikten"
    SEE_REPORTS = "see_reports", "ta ut rapporter med sammanställningar"
    SEE_EXACT = "see_exact", "se små tal utan att de döljs"
    EXPORT_PERSONS = "export_persons", "ta ut listor med personnummer till ESF och SUS"
    LOCK_MONTH = "lock_month", "låsa en rapporterad månad"
    IMPORT = "import", "läsa in deltagare och kontakter från fil"
    DECIDE_PROTECTED = (
        "decide_protected",
        "ta ställning till inskrivningar av personer med skyddade personuppgifter",
    )
    MERGE_PERSONS = (
        "merge_persons",
        "slå ihop två registreringar av samma person, när du får se båda",
    )
    ADMINISTER = "administer", "sköta organisation, användare och kodlistor"
    REVIEW_LOG = "review_log", "granska vem som har sett och ändrat vad"
    DISPOSE = "dispose", "föreslå och bekräfta gallring, och spärra mot den"


@dataclass(frozen=True)
class RoleInfo:
    """What a role is, in the words of those who hold it."""

    description: str
    permissions: frozenset[Permission]
    is_for_whole_programme: bool  # a membership of this role may be for the whole programme
    needs_passkey: bool = False  # a code can be given to a false website, a passkey cannot
    is_for_one_method: bool = False  # a membership of this role names its method
    is_for_one_party: bool = False  # a membership of this role names its party


ROLES: dict[Role, RoleInfo] = {
    Role.CASE_WORKER: RoleInfo(
        "Arbetar med deltagare: case manager, SE-handledare, IPS-coach.",
        frozenset(
            {
                Permission.SEE_ASSIGNED,
                Permission.READ_NOTES,
                Permission.REGISTER,
                Permission.EDIT_ENROLMENT,
                Permission.ASSIGN_STAFF,
                Permission.LOG_CONTACT,
                Permission.ATTENDANCE_REPORT,
                Permission.OPEN_EMERGENCY,
            }
        ),
        is_for_whole_programme=False,
    ),
    Role.PROJECT_LEADER: RoleInfo(
        "Leder ett delprojekt.",
        frozenset(
            {
                Permission.SEE_DELPROJEKT,
                Permission.SEE_ASSIGNED,
                Permission.READ_NOTES,
                Permission.REGISTER,
                Permission.EDIT_ENROLMENT,
                Permission.ASSIGN_STAFF,
                Permission.LOG_CONTACT,
                Permission.ATTENDANCE_REPORT,
                Permission.OPEN_EMERGENCY,
                Permission.REVIEW_EMERGENCY,
                Permission.SEE_FIGURES,
                Permission.SEE_REPORTS,
                Permission.SEE_EXACT,
                Permission.REVIEW_LOG,
                Permission.DECIDE_PROTECTED,
                Permission.MERGE_PERSONS,
            }
        ),
        is_for_whole_programme=False,
        needs_passkey=True,
    ),
    Role.COORDINATOR: RoleInfo(
        "Rapporterar till ESF och SUS. Ser de uppgifter som rapporterna kräver,"
        " men inga anteckningar.",
        frozenset(
            {
                Permission.SEE_DELPROJEKT,
                Permission.ATTENDANCE_REPORT,
                Permission.REVIEW_EMERGENCY,
                Permission.SEE_FIGURES,
                Permission.SEE_REPORTS,
                Permission.SEE_EXACT,
                Permission.EXPORT_PERSONS,
                Permission.LOCK_MONTH,
                Permission.IMPORT,
                Permission.DISPOSE,
                Permission.MERGE_PERSONS,
            }
        ),
        is_for_whole_programme=True,
        needs_passkey=True,
    ),
    Role.INVESTIGATOR: RoleInfo(
        "Analyserar projektet. Ser bara sammanställningar.",
        frozenset({Permission.SEE_FIGURES, Permission.SEE_REPORTS}),
        is_for_whole_programme=True,
    ),
    Role.ADMINISTRATOR: RoleInfo(
        "Sköter organisation, användare och kodlistor. Ser inga personuppgifter om deltagare.",
        frozenset({Permission.ADMINISTER}),
        is_for_whole_programme=True,
        needs_passkey=True,
    ),
    # Apart from the administrator, who gives rights and whose own acts are reviewed too.
    Role.LOG_REVIEWER: RoleInfo(
        "Granskar loggen för hela MIA. Ser inga namn på deltagare.",
        frozenset({Permission.REVIEW_LOG}),
        is_for_whole_programme=True,
    ),
    # Assigned to nobody: a case is open to the supervisor who is asked about it, and to be read.
    Role.METHOD_SUPERVISOR: RoleInfo(
        "Handleder en metod i flera delprojekt. Läser bara de ärenden som någon frågar om.",
        frozenset({Permission.SEE_ASSIGNED, Permission.READ_NOTES}),
        is_for_whole_programme=True,
        is_for_one_method=True,
    ),
    Role.STEERING_GROUP: RoleInfo(
        "Sitter i en styrgrupp för en part. Ser publicerade siffror, av parterna bara sin egen.",
        frozenset({Permission.SEE_FIGURES}),
        is_for_whole_programme=True,
        is_for_one_party=True,
    ),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    return frozenset(role for role, info in ROLES.items() if permission in info.permissions)


def role_choices() -> list[tuple[str, str]]:
    """For model fields: a function, so that a new role is not a change of the schema."""
    return Role.choices
