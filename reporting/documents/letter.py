"""A letter to a participant on paper."""

from dataclasses import dataclass
from datetime import date

from interventions.letters.models import Letter
from mia import audit
from mia.organisation.staff.models import Staff
from participants.contact_details.access import details_of
from reporting.documents import pdf

FILE_NAME = "brev.pdf"


@dataclass(frozen=True)
class LetterDocument:
    """What the participant reads. `address` is empty when not known, and of protected persons."""

    name: str
    address: str
    delprojekt: str
    dated_on: date
    heading: str
    text: str

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/letter_pdf.html", {"document": self})


def letter_document(user: Staff, letter: Letter) -> LetterDocument:
    """What `user` prints of a letter that the user reads; the print is recorded."""
    enrolment = letter.enrolment
    address = ""
    if not enrolment.is_protected:
        address = details_of(user, enrolment).address or ""
    participant = enrolment.participant_id
    audit.record_event(audit.Action.PRINT, "letter.printed", participant, by=user.pk)
    return LetterDocument(
        name=str(enrolment.participant),
        address=address,
        delprojekt=str(enrolment.delprojekt),
        dated_on=letter.dated_on,
        heading=letter.heading,
        text=letter.text,
    )
