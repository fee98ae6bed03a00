"""An agreement about places on paper, for the host and the delprojekt to sign."""

from dataclasses import dataclass
from datetime import date

from interventions.hosts.models import Agreement
from interventions.hosts.queries import branch_names, names_of
from mia import audit
from mia.organisation.staff.models import Staff
from reporting.documents import pdf

FILE_NAME = "avtal.pdf"


@dataclass(frozen=True)
class AgreementDocument:
    """What the two parties sign. Nothing in it is about a participant."""

    agreement: Agreement
    branches: list[str]
    made_on: date

    @property
    def price(self) -> int | None:
        """Kronor for all places in a month, None when they cost nothing."""
        price = self.agreement.price
        return None if price is None else price * self.agreement.places

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/agreement_pdf.html", {"document": self})


def agreement_document(user: Staff, agreement: Agreement, today: date) -> AgreementDocument:
    """What `user` prints of an agreement; the print is recorded."""
    key = str(agreement.pk)
    audit.record_event(audit.Action.PRINT, "agreement.printed", agreement=key, by=user.pk)
    branches = names_of(agreement.branches, branch_names())
    return AgreementDocument(agreement=agreement, branches=branches, made_on=today)
