"""What the URLs of the pages of staffing name, for the permission matrix."""

from uuid import UUID

from interventions.workload.models import MethodCeiling
from participants.assignments.models import Assignment
from tests.factories import AbsenceFactory, CaseHandoverFactory

MISSING = UUID(int=0)
STAFFING = {"staffed", "leaving", "batch", "absence", "ceilings", "ceiling"}


def keys_of_staffing(world, of: str) -> dict[str, list]:
    """The pages of staffing: of OS, of Bo, and a handover and an absence of Bo's."""
    plain = {"staffed": ["OS"], "leaving": ["OS", world.bo.pk], "ceilings": ["metoder"]}
    if of in plain:
        return {"own": plain[of]}
    if of == "ceiling":
        return {"own": ["metoder", MethodCeiling.objects.first().pk]}
    if of == "absence":
        row = AbsenceFactory(staff=world.bo, substitute=world.dan, delprojekt=world.os)
        return {"own": [row.pk], "missing": [MISSING]}
    assignment = Assignment.objects.get(enrolment=world.colleagues)
    facts = {"former": world.dan, "successor": world.bo, "former_assignment": assignment}
    row = CaseHandoverFactory(enrolment=world.colleagues, **facts)
    return {"own": [row.batch], "missing": [MISSING]}
