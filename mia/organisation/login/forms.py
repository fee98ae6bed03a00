"""allauth's forms with labels and help in plain Swedish; failed codes are recorded."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from mia import audit
from mia.access import identity
from mia.forms.base import required_message
from mia.organisation import second_factor
from mia.organisation.staff.models import Staff

MOST_DIGITS = 300
LENGTH_HELP = "Minst 15 tecken. En mening med flera ord är lätt att minnas och svår att gissa."
CODE_HELP = "Sex siffror från appen, eller en av dina reservkoder."
PASSKEY_FIRST = (
    "Din roll kräver nyckeln, för den kan inte luras av en falsk webbplats. "
    "Tryck på Använd en nyckel. Har du den inte, skriv en av dina reservkoder."
)
KEY_REFUSED = "Nyckeln godkändes inte. Försök igen med en nyckel som hör till ditt konto."
NO_ANSWER = "Nyckeln svarade inte som den ska. Försök igen."
MOST_CHARACTERS = 1000  # Argon2 works with the whole text


def set_texts(form: forms.Form, name: str, label: str, help_text: str = "", **attrs: str) -> None:
    """Set label, help and attributes of a field; allauth's placeholder goes."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = required_message(field)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs
    field.validators.append(MaxLengthValidator(MOST_CHARACTERS))


class LoginForm(account.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "login", "Användarnamn", autocapitalize="none", spellcheck="false")
        set_texts(self, "password", "Lösenord")


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "password", "Lösenord")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "oldpassword", "Lösenordet du har nu")
        set_texts(self, "password1", "Nytt lösenord", LENGTH_HELP)
        set_texts(self, "password2", "Nytt lösenord en gång till")

    def clean_password1(self) -> str:
        """A one-time password cannot be chosen again."""
        new: str = self.cleaned_data["password1"]
        if new == self.cleaned_data.get("oldpassword"):
            raise ValidationError("Välj ett annat lösenord än det du har nu.")
        return new


@contextmanager
def recording_failed_codes(user: Staff) -> Iterator[None]:
    """Record a wrong second factor: the password was right, so an administrator should know."""
    try:
        yield
    except ValidationError:
        audit.record_event(audit.Action.LOGIN_FAILED, "code.failed", staff=user.pk)
        raise


@contextmanager
def own_factors(user: Staff) -> Iterator[None]:
    """Note in the user's own name that a second factor was used: the password was right, and the
    request is still nobody's.

    A refusal is raised when the identity has been given back: what counts attempts is kept.
    """
    refusal = None
    with identity.acting_as(user.pk, source="konto"):
        try:
            yield
        except ValidationError as error:
            refusal = error
    if refusal is not None:
        raise refusal


def refuse_code_for_passkey(user: Staff, factor: Authenticator) -> None:
    """Raise ValidationError for an app's code when the role asks for the passkey that is there.

    Recovery codes are left, for the day the passkey is not. Within `own_factors`.
    """
    has_passkey = second_factor.PASSKEY in second_factor.account_factors(user).values()
    if factor.type != second_factor.CODE_APP or not has_passkey:
        return
    if second_factor.needs_passkey(user):
        raise ValidationError(PASSKEY_FIRST)


def short_integer(digits: str) -> int:
    """Return the number. Raises JSONDecodeError for one with more digits than Python reads."""
    if len(digits) > MOST_DIGITS:
        raise json.JSONDecodeError("too many digits", digits, 0)
    return int(digits)


class CredentialDecoder(json.JSONDecoder):
    """What the browser's passkey answers; a number of thousands of digits is no answer."""

    def __init__(self) -> None:
        super().__init__(parse_int=short_integer)


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """What lacks a part, or has one of another kind, is refused like any other wrong answer; and a
    refused key is not called a code.
    """
    try:
        yield
    except ValidationError as error:
        if error.code == "incorrect_code":
            raise ValidationError(KEY_REFUSED, code=error.code) from error
        raise
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(NO_ANSWER) from error


class AuthenticateForm(mfa.AuthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "code", "Kod", CODE_HELP, spellcheck="false")

    def clean_code(self) -> str:
        """A reserve code is marked as used here."""
        with recording_failed_codes(self.user), own_factors(self.user):
            code = str(super().clean_code())
            refuse_code_for_passkey(self.user, self.authenticator)
        return code

    def save(self) -> None:
        with own_factors(self.user):
            super().save()


class AuthenticateWebAuthnForm(passkey.AuthenticateWebAuthnForm):
    credential = forms.JSONField(
        decoder=CredentialDecoder,
        widget=forms.HiddenInput,
        error_messages={"required": NO_ANSWER, "invalid": NO_ANSWER},
    )

    def clean_credential(self) -> Authenticator:
        with recording_failed_codes(self.user), refusing_nonsense():
            factor: Authenticator = super().clean_credential()
        return factor

    def save(self) -> None:
        with own_factors(self.user):
            super().save()


class ReauthenticateWebAuthnForm(AuthenticateWebAuthnForm):
    """The same answer, from a session that has given a factor before."""

    reauthenticated = True


class ReauthenticateCodeForm(mfa.ReauthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "code", "Kod", CODE_HELP, spellcheck="false")

    def clean_code(self) -> str:
        with recording_failed_codes(self.user):
            code = str(super().clean_code())
            refuse_code_for_passkey(self.user, self.authenticator)
        return code


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "code", "Koden som appen visar", "Sex siffror.", inputmode="numeric")

    def clean_code(self) -> str:
        code = str(super().clean_code())
        audit.record_event(audit.Action.WRITE, "totp.added")
        return code


class AddWebAuthnForm(passkey.AddWebAuthnForm):
    credential = forms.JSONField(decoder=CredentialDecoder, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(
            self,
            "name",
            "Namn på nyckeln",
            "Så att du känner igen den, till exempel ”Tjänstedatorn”.",
        )
        self.fields["name"].validators.append(MaxLengthValidator(60))

    def clean(self) -> dict[str, Any]:
        with refusing_nonsense():
            cleaned: dict[str, Any] = super().clean()
        if cleaned.get("credential"):
            audit.record_event(audit.Action.WRITE, "passkey.added")
        return cleaned


class EditWebAuthnForm(passkey.EditWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_texts(self, "name", "Namn på nyckeln")
        self.fields["name"].validators.append(MaxLengthValidator(60))
