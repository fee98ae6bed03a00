"""A text that is stored encrypted, with its row bound in."""

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from mia.access import encryption

NONEMPTY_CIPHERTEXT = r"^\d+\.[A-Za-z0-9+/]{40,}={0,2}$"


class Ciphertext(str):
    """What the database holds of an encrypted text."""


class DecryptedAttribute(models.query_utils.DeferredAttribute):
    """The text of a model's attribute, decrypted when it is first read."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Ciphertext):
            value = self.field.decrypt(value, getattr(instance, self.field.bound_to))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: object) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """A text that only the application can read (mia/access/encryption.py).

    `bound_to` is the attribute that names the row, and `place` the table and column; both are part
    of what is encrypted, and the same in the change history. A query cannot compare the text, and
    `update()` and `values()` speak of Ciphertext (`encrypt`, `decrypt`).
    """

    descriptor_class = DecryptedAttribute

    def __init__(self, *args: Any, bound_to: str, place: str, **kwargs: Any) -> None:
        self.bound_to = bound_to
        self.place = place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"bound_to": self.bound_to, "place": self.place}

    def encrypt(self, text: str, row: object) -> Ciphertext:
        """The text as the row of that key stores it."""
        return Ciphertext(encryption.encrypt(text, bound_to=f"{self.place}:{row}"))

    def decrypt(self, value: str, row: object) -> str:
        """The plain text. Raises ValueError for the text of another row."""
        return encryption.decrypt(value, bound_to=f"{self.place}:{row}")

    def stored_value(self, instance: models.Model) -> Ciphertext | None:
        """What the database is to hold of the instance's text: NULL for none, where it may be."""
        text = getattr(instance, self.attname)
        if not text and self.null:
            return None
        return self.encrypt(text, getattr(instance, self.bound_to))

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        return self.stored_value(model_instance)

    def from_db_value(self, value: str | None, *args: object) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def get_prep_value(self, value: Any) -> Any:
        """Raises TypeError for a plain text: no row is bound to it."""
        if value is None or isinstance(value, Ciphertext):
            return value
        raise TypeError(f"{self.place}: a plain text is not stored or compared, only a row's own")


def free_text(
    label: str, *, place: str, most: int, is_optional: bool = False, bound_to: str = "id"
) -> EncryptedTextField:
    """A text of at most so many characters that may say something about a person's health: stored
    encrypted, bound to the row by the attribute of its key, NULL for none.
    """
    return EncryptedTextField(
        label,
        validators=[MaxLengthValidator(most)],
        null=is_optional,
        blank=is_optional,
        bound_to=bound_to,
        place=place,
    )


def encrypted_constraint(model: str, field: str) -> models.CheckConstraint:
    """The database takes no text in clear."""
    return models.CheckConstraint(
        condition=Q(**{field: None}) | Q(**{f"{field}__regex": NONEMPTY_CIPHERTEXT}),
        name=f"{model}_{field}_is_encrypted",
        violation_error_code=field,
        violation_error_message="Uppgiften sparas krypterad.",
    )
