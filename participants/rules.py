"""Who may do what with whom: (user, object) → bool, for pages, commands, templates and tests alike.

That the user sees the object at all is the door's question; these ask for the right to act on what is seen.
"""

from typing import TYPE_CHECKING

from mia.organisation.roles import ROLES, Permission
from participants.models import Enrolment
from participants.querysets import answers_for

if TYPE_CHECKING:
    from mia.organisation.models import Staff

MOST_OCCUPIED = 150  # percent of full time, work and studies together, before it looks like a mistake


def can_register_participant(user: "Staff") -> bool:
    return user.may(Permission.REGISTER)


def works_with(user: "Staff", enrolment: Enrolment, permission: Permission) -> bool:
    """The permission, for one who answers for the case, or whose one and same role sees the whole delprojekt.

    Two roles are not added up: a coordinator of the county who is a case worker somewhere works as a case worker.
    """
    needed, dp = {permission, Permission.SEE_DELPROJEKT}, enrolment.delprojekt_id
    leads = any(dp in dps and needed <= ROLES[role].permissions for role, dps, _ in user.scope.memberships)
    if leads and not enrolment.is_protected:
        return True
    return user.may(permission, dp) and answers_for(user, enrolment.pk)


def can_edit_enrolment(user: "Staff", enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.EDIT_ENROLMENT)


def can_assign_staff(user: "Staff", enrolment: Enrolment) -> bool:
    return works_with(user, enrolment, Permission.ASSIGN_STAFF)


def can_reveal_number(user: "Staff", enrolment: Enrolment) -> bool:
    """Those who register or report; each time is noted in the trail."""
    return can_edit_enrolment(user, enrolment) or user.may(Permission.EXPORT_PERSONS, enrolment.delprojekt_id)


def can_see_participants(user: "Staff") -> bool:
    return user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT)


def can_protect(user: "Staff", enrolment: Enrolment) -> bool:
    """Set or lift the mark of protected identity."""
    return can_edit_enrolment(user, enrolment)


def oddities(enrolment: Enrolment) -> list[str]:
    """What looks like a mistake in the facts at start but may be right (domain §7.3): said, never a stop."""
    delprojekt, start = enrolment.delprojekt, enrolment.started_on
    said = []
    if start < delprojekt.started_on or (delprojekt.ended_on and start > delprojekt.ended_on):
        said.append(f"Startdatumet ligger utanför den tid då {delprojekt} pågår.")
    born = enrolment.participant.birth_date
    age = None if born is None else start.year - born.year - ((start.month, start.day) < (born.month, born.day))
    if age is not None and not delprojekt.min_age <= age <= delprojekt.max_age:
        limits = f"{delprojekt.min_age}–{delprojekt.max_age} år"
        said.append(f"Deltagaren var {age} år vid start. {delprojekt} är till för dem som är {limits}.")
    if age is not None and "AKTIVITETSERSATTNING" in enrolment.income_before and not 19 <= age <= 29:
        said.append("Aktivitetsersättning ges mellan 19 och 29 års ålder. Kontrollera försörjningen.")
    if age is not None and enrolment.income_months and enrolment.income_months > max(0, age - 16) * 12 + 11:
        said.append("Tiden med offentlig försörjning är längre än tiden sedan deltagaren fyllde 16 år.")
    if (enrolment.work_before_percent or 0) + (enrolment.study_before_percent or 0) > MOST_OCCUPIED:
        said.append("Arbete och studier före start är tillsammans mer än 150 procent.")
    return said
