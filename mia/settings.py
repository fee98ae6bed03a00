"""Settings, all from the environment (docs/operations.md has the table)."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import bootstrap_wrapper
import environ
import pghistory
from csp.constants import NONE, SELF
from psycopg import IsolationLevel

from mia.core import bodies, keyring
from mia.server import embedded
from mia.settings_jobs import *  # noqa: F403 - settings, whose names Django reads
from mia.settings_login import *  # noqa: F403 - settings, whose names Django reads

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
DATA = Path(env.str("MIA_DATA", default=str(BASE_DIR / ".data"))).resolve()
DEMO = env.bool("MIA_DEMO", default=False)
DEBUG = False
TESTING = env.bool("MIA_TESTING", default=False)

# --- secrets: given, or made once beside the embedded database
SECRET_KEY = env.str("SECRET_KEY", default="") or keyring.own_secret(DATA, "secret-key")
# Former ones, newest first: sessions and seals that they signed still hold.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ENCRYPTION_KEYS = keyring.read(env.str("MIA_ENCRYPTION_KEYS", default=""), DATA)
AUDIT_SEAL_KEY = env.str("MIA_SEAL_KEY", default="").encode() or keyring.derive(
    SECRET_KEY, "audit-seal"
)
AUDIT_SEAL_KEY_FALLBACKS = [keyring.derive(key, "audit-seal") for key in SECRET_KEY_FALLBACKS]
# Signs the identity that the database's policies believe; the same key lies in app.secret, readable
# by its owner only.
IDENTITY_KEY = keyring.derive(SECRET_KEY, "database-identity")

# --- database: one server, four roles (docs/adr/0018). The application logs in as mia_login and
# works as mia_app, which never owns a table and never bypasses a policy.
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_ROLE = env.str("MIA_DB_ROLE", default="app")
_LOGIN = "mia_login" if DATABASE_ROLE == "app" else f"mia_{DATABASE_ROLE}"
# What is given when a connection starts overrides what a role has stored for itself, and is what
# the connection goes back to before each request. Temporary tables come last on the search path, so
# that none takes the place of a table.
_SESSION = (
    f"-c role=mia_{DATABASE_ROLE} "
    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=10_000)} "
    "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000 "
    "-c search_path=public,pg_temp -c TimeZone=UTC -c row_security=on"
)
_SERVER: dict[str, Any] = (
    env.db_url_config(DATABASE_URL) if DATABASE_URL else embedded.connection(DATA, _LOGIN)
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **_SERVER,
        "ENGINE": "mia.access.database",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_SERVER.get("OPTIONS", {}),
            "connect_timeout": 3,
            "options": _SESSION,
        },
        "TEST": {"NAME": env.str("MIA_TEST_DATABASE", default="test_mia")},
    }
}
# --- reports may read a replica (mia.access.replica): never migrated, never written
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", default="")
REPLICA_WAIT_MS = env.int("REPLICA_WAIT_MS", default=1000)
if DATABASE_REPLICA_URL:
    _REPLICA: dict[str, Any] = env.db_url_config(DATABASE_REPLICA_URL)
    DATABASES["replica"] = {
        **DATABASES["default"],
        **_REPLICA,
        "ENGINE": "mia.access.database",
        "OPTIONS": {
            **_REPLICA.get("OPTIONS", {}),
            "connect_timeout": 2,
            # A machine that is gone says so in seconds, not in a quarter of an hour
            "tcp_user_timeout": 5000,
            "keepalives_idle": 5,
            "isolation_level": IsolationLevel.REPEATABLE_READ,
            "options": f"{_SESSION} -c default_transaction_read_only=on",
        },
        "TEST": {"MIRROR": "default"},
    }
# With one statement more (STATEMENT_TIMEOUT_MS) still shorter than gunicorn's --timeout 30
REQUEST_SECONDS = env.float("REQUEST_SECONDS", default=15.0)
# pg_dump and pg_restore: the embedded server's own, else those on the PATH
POSTGRES_PROGRAMS = None if DATABASE_URL else embedded.programs()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- apps, middleware and templates
INSTALLED_APPS = [
    # In order of import: django-pghistory makes the event models when an app's models are loaded.
    "mia.audit",
    "mia.access",
    "mia.organisation",
    "mia.jobs",
    "participants",
    "interventions",
    "reporting",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mia.access.middleware.ReadableAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mia.access.middleware.BodyLimits",
    "mia.organisation.login.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mia.organisation.login.middleware.RequireStrongLogin",
    "django_htmx.middleware.HtmxMiddleware",
    "mia.access.middleware.NoStore",
    "mia.access.middleware.Transaction",
]
ROOT_URLCONF = "mia.urls"
WSGI_APPLICATION = "mia.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "string_if_invalid": "",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mia.organisation.frame.context.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- language: one, as literals; Django's own and allauth's messages in Swedish
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- log in: the rest is in settings_login.py
MFA_REQUIRED = not DEMO
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # never in a cookie: they name people
)
# Whoever can write a row may not run code: nothing that is stored is ever unpickled.
CACHES = {"default": {"BACKEND": "mia.access.cache.JSONCache"}}

# --- transport and headers
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Plain HTTP only where the server listens on loopback by itself: demo mode and tests.
SECURE = not (DEMO or TESTING)
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
# How many proxies of our own a request passes: the access log and the rate limits are about the
# caller, not about the proxy (mia.access.client_address).
TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
SECURE_REDIRECT_EXEMPT = [r"^halsa/"]
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "mia.views.csrf_failure"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # http://localhost in demo mode
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = bodies.FORM
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=60 * 1024 * 1024)

# --- static files: ours, Bootstrap's and htmx's, from the wheels
STATIC_URL = "/static/"
# Demo and tests serve straight from the sources: nothing is collected, and WhiteNoise misses no
# folder.
STATIC_ROOT = None if (DEMO or TESTING) else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", str(bootstrap_wrapper.get_bootstrap_dir()))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if (DEMO or TESTING)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO or TESTING
MEDIA_ROOT = DATA / "files"
# Readiness is red below: an export of 100,000 rows is 20 MB, an upload 60 MB
# Reminders to staff; without a server they are written to the worker's own output.
EMAIL_HOST = env.str("SMTP_HOST", default="")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.int("SMTP_PORT", default=587)
EMAIL_HOST_USER = env.str("SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="mia@localhost")
STORAGE_FREE_MB = env.int("STORAGE_FREE_MB", default=200)

# --- change history (docs/adr/0004)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField(null=True)
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField(null=True)
PGHISTORY_APPEND_ONLY = False  # the triggers are ours, also that one: mia/audit/history.py

# --- jobs in the database: the rest is in settings_jobs.py
# Rows of a CSV file that are made while the person waits, about a second; reporting/exports/size.py
# has the rest.
EXPORT_AT_ONCE = env.int("EXPORT_AT_ONCE", default=20_000)

# --- statistics
SMALL_NUMBER_THRESHOLD = env.int("SMALL_NUMBER_THRESHOLD", default=5)

# --- logs: one JSON object a line on standard error, identity numbers taken out
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_identity": {"()": "mia.core.log_format.NoIdentityNumbers"}},
    "formatters": {"json": {"()": "mia.core.log_format.JSONFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["no_identity"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
SETTINGS_DIGEST = hashlib.sha256(SECRET_KEY.encode()).hexdigest()[:8]
