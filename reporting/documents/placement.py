"""The plan of a placement on paper, for participant, host and MIA to agree on."""

from dataclasses import dataclass
from datetime import date

from interventions.placements.models import Placement
from interventions.placements.queries import PlacementRow, load_placement
from mia import audit
from mia.organisation.staff.models import Staff
from reporting.documents import pdf

FILE_NAME = "plan-arbetstraning.pdf"


@dataclass(frozen=True)
class PlacementDocument:
    """What the three parties keep. The participant's name, and no number, address or health."""

    participant: str
    delprojekt: str
    made_on: date
    signed_by: str
    row: PlacementRow

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/placement_pdf.html", {"document": self})


def placement_document(user: Staff, placement: Placement, today: date) -> PlacementDocument:
    """What `user` prints of a placement whose plan the user reads; the print is recorded."""
    enrolment = placement.enrolment
    participant = enrolment.participant_id
    audit.record_event(audit.Action.PRINT, "placement.printed", participant, by=user.pk)
    return PlacementDocument(
        participant=str(enrolment.participant),
        delprojekt=str(enrolment.delprojekt),
        made_on=today,
        signed_by=str(user),
        row=load_placement(user, placement, today),
    )
