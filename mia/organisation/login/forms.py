"""allauth's forms in our words: labels and help in plain Swedish, no placeholders, and attempts in
the trail.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from mia import audit

PASSWORD_HELP = "Minst 15 tecken. En mening med flera ord är lätt att minnas och svår att gissa."
CODE_HELP = "Sex siffror från appen, eller en av dina reservkoder."
MOST = 1000  # characters: Argon2 works with the whole text


def word(form: forms.Form, name: str, label: str, help_text: str = "", **attrs: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs
    field.validators.append(MaxLengthValidator(MOST))


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "login", "Användarnamn", autocapitalize="none", spellcheck="false")
        word(self, "password", "Lösenord")


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password", "Lösenord")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", "Lösenordet du har nu")
        word(self, "password1", "Nytt lösenord", PASSWORD_HELP)
        word(self, "password2", "Nytt lösenord en gång till")

    def clean_password1(self) -> str:
        """A one-time password cannot be chosen again."""
        new: str = self.cleaned_data["password1"]
        if new == self.cleaned_data.get("oldpassword"):
            raise ValidationError("Välj ett annat lösenord än det du har nu.")
        return new


class CodeForm(forms.Form):
    """A wrong second factor after a right password is what an administrator most wants to see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "code", "Kod", CODE_HELP, spellcheck="false")

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            user: Any = self.user  # type: ignore[attr-defined]
            audit.record_event(audit.Action.LOGIN_FAILED, "code.failed", staff=user.pk)
            raise


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(CodeForm, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "code", "Koden som appen visar", "Sex siffror.", inputmode="numeric")

    def clean_code(self) -> str:
        code = str(super().clean_code())
        audit.record_event(audit.Action.WRITE, "totp.added")
        return code


class AddWebAuthnForm(passkey.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self,
            "name",
            "Namn på nyckeln",
            "Så att du känner igen den, till exempel ”Tjänstedatorn”.",
        )
        self.fields["name"].validators.append(MaxLengthValidator(60))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("credential"):
            audit.record_event(audit.Action.WRITE, "passkey.added")
        return cleaned


class EditWebAuthnForm(passkey.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "name", "Namn på nyckeln")
        self.fields["name"].validators.append(MaxLengthValidator(60))
