"""What row-level security takes as an answer to another delprojekt, past the application."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from participants.consents.models import Consent
from participants.inquiries.models import Inquiry
from tests import factories

TOLD = "Provar på kassan i en butik."


@pytest.mark.parametrize(
    ("consent_of", "changes", "who"),
    [
        ("elsewhere", {}, "other_leader"),
        ("own", {}, "cecilia"),
        ("elsewhere", {"agencies": ["KOMMUN"]}, "cecilia"),
        ("elsewhere", {"withdrawn_on": date(2021, 6, 1)}, "cecilia"),
        ("elsewhere", {"valid_until": date(2021, 6, 1)}, "cecilia"),
    ],
)
def test_the_database_takes_no_answer_in_another_name_or_without_consent(
    world, as_user, consent, consent_of, changes, who
):
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    if changes:
        Consent.objects.filter(pk=consent.pk).update(**changes)
    chosen = consent if consent_of == "elsewhere" else world.own.consents.get()
    answer = {"outcome": "BESVARAD", "ground": "samtycke", "consent": chosen}
    answer |= {"answered_at": timezone.now(), "answered_by": getattr(world, who)}
    answer["text"] = stored_text(inquiry)
    rows = Inquiry.objects.filter(pk=inquiry.pk)
    with as_user(world.cecilia):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            rows.update(**answer)
        assert Inquiry.objects.get().outcome == "VANTAR"


def test_the_database_takes_an_answer_in_ones_own_name_on_a_consent(world, as_user, consent):
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    answer = {"outcome": "BESVARAD", "ground": "samtycke", "consent": consent}
    answer |= {"answered_at": timezone.now(), "answered_by": world.cecilia}
    with as_user(world.cecilia):
        rows = Inquiry.objects.filter(pk=inquiry.pk)
        assert rows.update(text=stored_text(inquiry), **answer) == 1


def stored_text(inquiry):
    """As the database holds it."""
    inquiry.text = TOLD
    return Inquiry._meta.get_field("text").stored_value(inquiry)


def test_an_answer_is_never_an_empty_text(world, consent):
    inquiry = factories.InquiryFactory(enrolment=world.elsewhere, asking=world.os)
    answer = {"outcome": "BESVARAD", "ground": "samtycke", "consent": consent}
    answer |= {"answered_at": timezone.now(), "answered_by": world.cecilia}
    ciphertext = type(stored_text(inquiry))
    answer["text"] = ciphertext(f"1.{'A' * 39}=")  # as long as an encrypted empty text
    with pytest.raises(IntegrityError, match="inquiry_text_is_encrypted"), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(**answer)
