"""Write one row: the model's own checks, then the database's, told in Swedish at the field.

The database's constraints are the truth (they also hold for rows the user may not see), so they are
not asked twice: `Model.validate_constraints` would cost a statement each.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from mia.access.fields import EncryptedTextField
from mia.core import sql

Row = TypeVar("Row", bound=models.Model)

ROW_IS_GONE = (
    "Uppgiften har tagits bort medan du skrev. Det du skrev är inte sparat: "
    "kopiera det du vill ha kvar."
)


class KeyTaken(ValidationError):
    """The form's own key of the row is the key of another row, which the user may not see."""

    def __init__(self) -> None:
        super().__init__(
            "Formuläret har redan använts. Kopiera det du vill ha kvar, öppna sidan på nytt"
            " och fyll i den igen.",
            code="key_taken",
        )


class SavedOtherwise(ValidationError):
    """The form has made its row already, with other facts than those that are sent now.

    No Conflict: that page offers to save again, and a new row cannot be saved over the former one.
    """

    def __init__(self) -> None:
        super().__init__(
            "Det här är redan sparat med andra uppgifter. Öppna det sparade och ändra där.",
            code="saved_otherwise",
        )


class Conflict(Exception):
    """Somebody saved the row first. `current` is the row as it now is."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("the row has changed since it was read")
        self.current = current


def store(row: models.Model) -> None:
    """Insert a new row. Raises ValidationError with the field's Swedish message, and KeyTaken."""
    with transaction.atomic():
        add(row)


def add(row: models.Model) -> None:
    """As `store`, for a caller that writes several rows in one savepoint, which a refusal rolls
    back.
    """
    _check(row)
    _wait_for_turn(row)
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        refuse(row, error)


def store_once(
    row: Row,
    among: "models.QuerySet[Row]",
    *,
    ignoring: Collection[str] = (),
    insert: Callable[[Row], None] = store,
) -> tuple[Row, bool]:
    """Insert a new row under its form's key, and return it and True; return the row that the same
    form has made already and False.

    `among` are the rows of the same place that the user sees and may have made; `ignoring` names
    fields that differ each time the form is sent; `insert` stores the row and what goes with it,
    all or nothing. Raises ValidationError as `store` does, also
    SavedOtherwise when a field differs, and KeyTaken for the key of a row that is not among them.
    """
    try:
        insert(row)
    except ValidationError:
        existing = among.filter(pk=row.pk).first()
        if existing is None:
            raise
        refuse_otherwise(has_same_facts(row, existing, ignoring))
        return existing, False
    return row, True


def refuse_otherwise(is_same: bool) -> None:
    """Raises SavedOtherwise unless what is sent is what the same form has saved."""
    if not is_same:
        raise SavedOtherwise


def refuse_outside(field: str, day: date, *, what: str, first: date, last: date | None) -> None:
    """Raises ValidationError at the field for a day before or after what it is to lie within, which
    is called `what` in the definite form.
    """
    if day < first:
        message = f"{what} började {first:%Y-%m-%d}. Ange den dagen eller en senare."
        raise ValidationError({field: message})
    if last is not None and day > last:
        message = f"{what} slutade {last:%Y-%m-%d}. Ange den dagen eller en tidigare."
        raise ValidationError({field: message})


def has_same_facts(row: models.Model, existing: models.Model, ignoring: Collection[str]) -> bool:
    """Whether every field that a form may set holds the same in both, but version and `ignoring`;
    an empty text is the same as NULL.
    """
    for field in row._meta.concrete_fields:
        if not field.editable or field.name == "version" or field.name in ignoring:
            continue
        values = [getattr(row, field.attname), getattr(existing, field.attname)]
        sent, saved = (None if value == "" else value for value in values)
        if sent != saved:
            return False
    return True


def change(row: models.Model, *fields: str, version: int) -> None:
    """Update the named fields if the row still is at `version`, and count the version up.

    Raises Conflict with the current row when somebody else was first, ValidationError as `store`
    does and for a row that has been deleted.
    """
    _check(row)
    _wait_for_turn(row)
    values = {field: stored_value(row, field) for field in fields}
    same = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            changed = same.filter(version=version).update(**values, version=F("version") + 1)
    except IntegrityError as error:
        refuse(row, error)
    if not changed:
        current = same.first()
        if current is None:
            raise ValidationError(ROW_IS_GONE, code="gone")
        raise Conflict(current)
    row.version = version + 1  # type: ignore[attr-defined]  # every model that is changed has one


def update(row: models.Model, *fields: str) -> None:
    """Update the named fields of a row without version. Raises ValidationError as `change` does."""
    _check(row)
    _wait_for_turn(row)
    if not fields:
        return
    values = {field: stored_value(row, field) for field in fields}
    try:
        with transaction.atomic():
            updated = type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as error:
        refuse(row, error)
    if not updated:
        raise ValidationError(ROW_IS_GONE, code="gone")


def stored_value(row: models.Model, name: str) -> Any:
    """Return a field's value as an update takes it: an encrypted text as its ciphertext."""
    field = row._meta.get_field(name)
    if isinstance(field, EncryptedTextField):
        return field.stored_value(row)
    return getattr(row, name)


def _check(row: models.Model) -> None:
    """Every field's own rule, and the model's; foreign keys are the database's to check."""
    row.clean_fields(
        exclude=[field.name for field in row._meta.fields if field.is_relation or field.primary_key]
    )
    row.clean()


def _wait_for_turn(row: models.Model) -> None:
    """Let one transaction at a time write rows that an exclusion constraint compares.

    Without it two that overlap wait for each other, and PostgreSQL ends one of them as a deadlock,
    a second later and without the constraint's name: the user would get an error page.
    """
    for constraint in row._meta.constraints:
        if isinstance(constraint, ExclusionConstraint):
            key = [constraint.name]
            for field, operator in constraint.expressions:
                if operator == RangeOperators.EQUAL:
                    key.append(str(row.serializable_value(str(field))))
            wait_for([" ".join(key)])


def wait_for(keys: Iterable[str]) -> None:
    """Let one transaction at a time go on that waits for one of the same keys. One statement, in
    the order of the keys: two that wait for several of them do not wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.access", "wait_for.sql"), {"keys": sorted(keys)})


def _at(field: str | None, text: str, code: str) -> ValidationError:
    """The refusal at the field, or of the row as a whole."""
    message = ValidationError(text, code=code)
    return ValidationError({field: [message]} if field else message)


def refuse(row: models.Model, error: IntegrityError) -> NoReturn:
    """Raise ValidationError with the constraint's own message, at the field that its code names.

    What a trigger refuses has a name too, and its message stands in the model's `trigger_messages`,
    its field in `trigger_fields`.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in row._meta.constraints:
        if constraint.name == name:
            message = str(constraint.get_violation_error_message())
            raise _at(constraint.violation_error_code, message, name) from error
    messages: Mapping[str, str] = getattr(row, "trigger_messages", {})
    fields: Mapping[str, str] = getattr(row, "trigger_fields", {})
    if name is not None and name in messages:
        raise _at(fields.get(name), messages[name], name) from error
    if name == f"{row._meta.db_table}_pkey":
        raise KeyTaken from error
    raise error
