"""The participant's plan on paper, in plain words."""

from dataclasses import dataclass
from datetime import date

from interventions.planning.queries import Plan, load_plan
from mia import audit
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from reporting.documents import pdf

FILE_NAME = "plan.pdf"


@dataclass(frozen=True)
class PlanDocument:
    """What the participant takes home. No number, no address, nothing of health but own words."""

    participant: str
    delprojekt: str
    made_on: date
    signed_by: str
    plan: Plan

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/plan_pdf.html", {"document": self})


def plan_document(user: Staff, enrolment: Enrolment, today: date) -> PlanDocument:
    """What `user` prints of a plan that the user reads; the print is recorded."""
    participant = enrolment.participant_id
    audit.record_event(audit.Action.PRINT, "plan.printed", participant, by=user.pk)
    return PlanDocument(
        participant=str(enrolment.participant),
        delprojekt=str(enrolment.delprojekt),
        made_on=today,
        signed_by=str(user),
        plan=load_plan(user, enrolment),
    )
