"""Every free text about a person lies encrypted, in its table and its history, and every one of
them follows the rotation of keys.
"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from interventions.case_documents.models import CaseDocument
from interventions.planning.enums import StepOwner
from interventions.planning.models import Step
from interventions.questions.models import ContactQuestion
from mia.access import encryption
from mia.access.fields import EncryptedTextField
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.inquiries.models import Inquiry
from participants.log_review.models import LogReview
from participants.referrals.models import Referral, ReferralStep
from tests import factories
from tests.audit.test_history import FACTORIES, sql

TEXT = "070-174 06 42"  # fits every field, telephone numbers too
E_MAIL = "deltagare@prov.example"
NEW = b"n" * 32
# Written once: their data keys are wrapped anew, as those of the history.
NEVER_CHANGED = {LogReview, ReferralStep}
# Texts in clear, and why.
IN_CLEAR = {
    "participants.Participant.interpreter_language": "the name of a language; searched with",
    "participants.Referral.interpreter_language": "the name of a language",
    "participants.DeclineReason.letter_text": "about nobody: a text for all letters",
    "interventions.LetterTemplate.text": "about nobody: a text for all letters",
    "audit.DisposedRows.content": "fingerprints, encrypted by the seals' own key",
}
# Files: who changed which version is in the history, the file itself is not.
NOT_IN_HISTORY = {(CaseDocument, "content")}
OURS = ("access", "audit", "organisation", "jobs", "participants", "interventions", "reporting")


def our_models():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if not hasattr(model, "pgh_tracked_model"):
                yield model


def encrypted_fields(model):
    return [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]


ENCRYPTED = [model for model in our_models() if encrypted_fields(model)]
COLUMNS = [(model, field.column) for model in ENCRYPTED for field in encrypted_fields(model)]
NAMES = [f"{model.__name__}.{column}" for model, column in COLUMNS]


def needed_facts(model):
    """What a row of the model needs to hold a text."""
    if model is EmergencyOpening:  # of protected cases alone
        return {"enrolment": Enrolment.objects.filter(is_protected=True).first()}
    if model is Inquiry:
        return {"is_told": True}
    if model is ContactQuestion:
        return {"is_answered": True}
    return {}


@pytest.fixture
def rows(world):
    """A row of each model, with a text in every encrypted field."""
    made = {}
    for model in ENCRYPTED:
        facts = {field.name: TEXT for field in encrypted_fields(model)}
        if "email" in facts:
            facts["email"] = E_MAIL
        if model is Step:
            facts["owner"] = StepOwner.AGENCY
        facts = needed_facts(model) | facts
        made[model] = getattr(factories, FACTORIES[model]).create(**facts)
    return made


@pytest.fixture
def rotate(settings):
    former = list(settings.ENCRYPTION_KEYS)

    def run():
        settings.ENCRYPTION_KEYS = [NEW, *former]
        encryption.forget()
        call_command("rotate_keys", verbosity=0)
        settings.ENCRYPTION_KEYS = [NEW]
        encryption.forget()

    encryption.forget()
    yield run
    settings.ENCRYPTION_KEYS = former
    encryption.forget()


def stored(model, column, row):
    key = model._meta.pk.column
    ((value,),) = sql(f"SELECT {column} FROM {model._meta.db_table} WHERE {key} = %s", row.pk)
    return value


def test_every_free_text_about_a_person_is_encrypted():
    in_clear = set()
    for model in our_models():
        sensitive = getattr(model, "sensitive", set())
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            is_free = isinstance(field, models.TextField) or field.name in sensitive
            if is_text and is_free and not isinstance(field, EncryptedTextField):
                in_clear.add(f"{model._meta.label}.{field.name}")
    assert in_clear == set(IN_CLEAR)


def test_tables_and_histories_hold_no_plain_text(rows):
    for model, column in COLUMNS:
        values = [stored(model, column, rows[model])]
        event = getattr(model, "pgh_event_model", None)
        if event is not None and (model, column) not in NOT_IN_HISTORY:
            table = event._meta.db_table
            history = sql(f"SELECT {column} FROM {table} WHERE pgh_obj_id = %s", rows[model].pk)
            assert history, table
            values += [value for (value,) in history]
        for value in values:
            assert value.startswith("1."), (model, column, value)


@pytest.mark.parametrize(("model", "column"), COLUMNS, ids=NAMES)
def test_the_database_takes_no_plain_text(world, model, column):
    table = model._meta.db_table
    if model in NEVER_CHANGED:
        sql(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
    getattr(factories, FACTORIES[model]).create(**needed_facts(model))
    with pytest.raises(IntegrityError, match="encrypted"), transaction.atomic():
        sql(f"UPDATE {table} SET {column} = 'I klartext'")


def test_rotation_reaches_every_text(rows, rotate):
    rotate()
    for model, column in COLUMNS:
        value = stored(model, column, rows[model])
        assert value.startswith("1." if model in NEVER_CHANGED else "2."), (model, column)
        text = getattr(model._base_manager.get(pk=rows[model].pk), column)
        assert text in (TEXT, E_MAIL)


def test_rotation_leaves_a_disposed_referral_empty(world, rotate):
    """What a disposal leaves of one, for figures."""
    row = factories.ReferralFactory(delprojekt=world.os)
    emptied = "UPDATE participants_referral SET number = '', reason = '', wish = '' WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(emptied, [row.pk])
    rotate()
    assert (stored(Referral, "number", row), stored(Referral, "reason", row)) == ("", "")
