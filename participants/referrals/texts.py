"""The texts of a referral, which are encrypted."""

from django.core.validators import MaxLengthValidator

from mia.access.fields import EncryptedTextField

TEXT_LENGTH = 5_000  # characters
ENCRYPTED = r"^\d+\.[A-Za-z0-9+/]{38,}={0,2}$"  # an empty text is encrypted too


def encrypted_text(name: str, label: str) -> EncryptedTextField:
    """Return a field for a text about the person, which may say something about health."""
    return EncryptedTextField(
        label,
        validators=[MaxLengthValidator(TEXT_LENGTH)],
        blank=True,
        bound_to="id",
        place=f"participants_referral.{name}",
    )
