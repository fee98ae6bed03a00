"""The list of an occasion of a group, to sign on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interventions.groups.models import GroupOccasion
from interventions.groups.queries import RosterRow
from mia import audit
from mia.organisation.staff.models import Staff
from reporting.documents import pdf

FILE_NAME = "narvarolista.pdf"


@dataclass(frozen=True)
class GroupSheet:
    """What everyone in the room reads: names, no numbers. Protected persons are not on it."""

    group: str
    delprojekt: str
    leader: str
    held_on: date
    clock: str
    names: list[str]

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/group_sheet_pdf.html", {"document": self})


def group_sheet(user: Staff, occasion: GroupOccasion, roster: Sequence[RosterRow]) -> GroupSheet:
    """What `user` prints of the members that the user works with; the print is recorded."""
    names = []
    for row in roster:
        if row.enrolment.is_protected:
            continue
        names.append(str(row.enrolment.participant))
        participant = row.enrolment.participant_id
        audit.record_event(audit.Action.PRINT, "group.sheet_printed", participant, by=user.pk)
    return GroupSheet(
        group=str(occasion.group),
        delprojekt=str(occasion.delprojekt),
        leader=str(occasion.group.leader),
        held_on=occasion.held_on,
        clock=occasion.clock,
        names=names,
    )
