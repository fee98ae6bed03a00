"""Settings of accounts, sessions and log-in; mia/settings.py takes them in."""

import environ

from mia.core import sign_on

# Sign-on through an OpenID Connect provider beside passwords; off without an issuer.
SIGN_ON = sign_on.read(environ.Env())
# Asks for the roles of the provider's groups; log-in may not import jobs, which lie above it.
SIGN_ON_ROLES = "mia.jobs.sign_on.ask_for_roles"
SESSION_COOKIE_AGE = 30 * 60  # idle
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "mia.organisation.login.session_store"
# Whoever can write a row may not run code: nothing that is stored is ever unpickled.
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
AUTH_USER_MODEL = "organisation.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": _VALIDATORS + "CommonPasswordValidator"},
    {"NAME": _VALIDATORS + "UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "mia.organisation.login.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "mia.organisation.login.sign_on.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/konto/logga-in/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
_FORMS = "mia.organisation.login.forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LoginForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
    "change_password": _FORMS + "ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "AuthenticateForm",
    "authenticate_webauthn": _FORMS + "AuthenticateWebAuthnForm",
    "reauthenticate": _FORMS + "ReauthenticateCodeForm",
    "reauthenticate_webauthn": _FORMS + "ReauthenticateWebAuthnForm",
    "activate_totp": _FORMS + "ActivateTOTPForm",
    "add_webauthn": _FORMS + "AddWebAuthnForm",
    "edit_webauthn": _FORMS + "EditWebAuthnForm",
}
MFA_ADAPTER = "mia.organisation.login.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "MIA"
