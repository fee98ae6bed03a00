"""Nothing that is kept about a person is left out of the register extract.

Each field that a model calls personal or sensitive is changed, one at a time: an extract that says
the same before and after does not tell of the field.
"""

from datetime import UTC, date, datetime, time

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from mia.access.fields import EncryptedTextField
from participants.codes.models import IncomeSource
from tests import factories
from tests.reporting.documents.test_extract import extract_of, full, rows_of  # noqa: F401
from tests.test_architecture import PERSONAL

# Not the person's to read, each with its reason.
LEFT_OUT = {
    "is_protected": "a copy of the person's protection",
    "SentRow.fingerprint": "a keyed fingerprint of a row that was sent",
    "SentRow.changed_at": "when the fingerprint was looked at again",
    "CaseDocument.content": "the file itself is handed out beside the extract",
    "CaseDocument.document": "a key within MIA; which version it is, is told",
    "Booking.series": "a key within MIA; that a time recurs is told",
    "RelatedPerson.name": "somebody else's",
    "RelatedPerson.telephone": "somebody else's",
    "CaseHandover.batch": "a key within MIA, of cases handed over together",
    "CaseHandover.former_assignment": "a key within MIA; the assignment is told as its own row",
    "CaseHandover.new_assignment": "a key within MIA; the assignment is told as its own row",
    "CaseHandover.methods": "keys within MIA; the methods are told as rows of their own",
    "PersonMerge.details": "which rows became whose; the name of the other registration is told",
    "Inquiry.consent": "a key within MIA; the consent is told as the ground",
    "WaitingEnrolment": "asked for by others; becomes an enrolment, or is refused and taken away",
    "EmergencyOpening": "told as who opened the case, when and why",
}
# What the extract says of the row that the field belongs to.
TEXTS = ("Första", "Andra")
NUMBERS = (11, 12)


def test_every_personal_field_is_told(full):  # noqa: F811 - a fixture
    without_checks()
    type(full.own).objects.filter(pk=full.own.pk).update(income_after=["SJUKPENNING"])
    told_of = [model for model in PERSONAL if model.__name__ not in LEFT_OUT]
    rows = {model: row_of(model, full) for model in told_of}
    missing = []
    for model, row in rows.items():
        for name in sorted(model.personal | model.sensitive):
            label = f"{model.__name__}.{name}"
            if LEFT_OUT.keys() & {name, label}:
                continue
            said = [told(full, row, name, value) for value in two_values(row, name)]
            if said[0] == said[1]:
                missing.append(label)
    assert not missing


def test_what_is_left_out_is_there():
    """A reason outlives its field in no list."""
    names = {model.__name__ for model in PERSONAL}
    for model in PERSONAL:
        fields = model.personal | model.sensitive
        names |= fields | {f"{model.__name__}.{name}" for name in fields}
    assert LEFT_OUT.keys() <= names


def without_checks():
    """Values are set one at a time, whatever goes with them, in rows that are only added too."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE participants_referralstep DISABLE TRIGGER append_only")
        cursor.execute("ALTER TABLE interventions_placement DISABLE TRIGGER keep_agreement")
    for model in PERSONAL:
        for constraint in model._meta.constraints:
            if isinstance(constraint, (models.CheckConstraint, ExclusionConstraint)):
                table = connection.ops.quote_name(model._meta.db_table)
                with connection.cursor() as cursor:
                    cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint.name}")


def row_of(model, world):
    """A row of the model about the participant, made when there is none."""
    own = world.own
    if model.__name__ == "Participant":
        return own.participant
    if model.__name__ == "Enrolment":
        return own
    fields = {field.name for field in model._meta.fields}
    about = {"participant": own.participant}
    if "enrolment" in fields:
        about = {"enrolment": own}
    elif "participant" not in fields:
        about = {}
        for field in model._meta.fields:
            if field.is_relation and field.related_model in PERSONAL:
                about = {field.name: row_of(field.related_model, world)}
    existing = model.objects.filter(**about).order_by("pk").first()
    if existing is None:
        existing = getattr(factories, f"{model.__name__}Factory")(**about)
    return existing


def told(world, row, name, value):
    """The extract while the field has the value."""
    before = transaction.savepoint()
    setattr(row, row._meta.get_field(name).attname, value)
    if isinstance(row._meta.get_field(name), EncryptedTextField):
        row.save(update_fields=[name])
    else:
        type(row).objects.filter(pk=row.pk).update(**{name: value})
    # The leader sees the case whoever is responsible, and Anna sees it when it is protected.
    reader = world.anna if name == "protection" else world.leader
    document = rows_of(extract_of(reader, world.own))
    transaction.savepoint_rollback(before)
    row.refresh_from_db()
    return document


def two_values(row, name):
    """Two values of the field that a person can tell apart."""
    field = row._meta.get_field(name)
    if field.related_model in PERSONAL and field.null:
        return [getattr(row, field.attname), None]
    if isinstance(field, ArrayField) and field.base_field.choices:
        return [[value] for value, _label in field.base_field.choices[:2]]
    if field.choices:
        return [value for value, _label in field.flatchoices][:2]
    if field.is_relation:
        return list(field.related_model.objects.order_by("-pk").values_list("pk", flat=True)[:2])
    if name in ("income_before", "income_after"):
        codes = IncomeSource.objects.order_by("pk").values_list("pk", flat=True)
        return [[codes[0]], [codes[1]]]
    if name in ("income_before_percent", "income_after_percent"):
        return [{"SJUKPENNING": 50}, {"SJUKPENNING": 75}]
    if name == "topics":
        return [["BOENDE"], ["EKONOMI"]]
    for kind, values in VALUES.items():
        if isinstance(field, kind):
            return values
    return TEXTS


VALUES = {
    models.DateTimeField: [datetime(2021, 3, day, tzinfo=UTC) for day in (1, 2)],
    models.DateField: [date(2021, 3, 8), date(2021, 3, 9)],
    models.TimeField: [time(9, 0), time(10, 0)],
    models.BooleanField: [True, False],
    models.IntegerField: NUMBERS,
    models.JSONField: [{"a": 1}, {"a": 2}],
}
