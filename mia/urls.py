"""Every address of MIA.

Of allauth only the pages in use: its own include would open sign-up and fifteen more.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import URLPattern, URLResolver, include, path

from mia import views
from mia.organisation.login import sign_on_views as sign_on
from mia.organisation.login import views as login
from mia.organisation.resets import views as resets
from mia.organisation.sessions import views as sessions

handler403 = "mia.views.forbidden"
handler404 = "mia.views.not_found"
handler500 = "mia.views.server_error"

account_pages = [
    path("logga-in/", account.login, name="account_login"),
    path("tjanst/", sign_on.begin, name="sign_on"),
    path("tjanst/svar/", sign_on.answer, name="sign_on_answer"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("byt-losenord/", account.password_change, name="account_change_password"),
    path("bekrafta/", login.confirm_by_password, name="account_reauthenticate"),
    path("sakerhet/", mfa.index, name="mfa_index"),
    path("kod/", mfa.authenticate, name="mfa_authenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", login.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("fortsatt/", login.continue_act, name="account_continue"),
    path("inloggningar/", sessions.own, name="account_sessions"),
    path("inloggningar/avsluta-andra/", sessions.end_others, name="account_sessions_end_others"),
    path("inloggningar/<uuid:pk>/avsluta/", sessions.end_own, name="account_session_end"),
    path("aterstallning/", resets.notice, name="account_reset_notice"),
    path("app/", login.add_totp, name="mfa_activate_totp"),
    path("app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("nycklar/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("nycklar/ny/", login.add_passkey, name="mfa_add_webauthn"),
    path("nycklar/<int:pk>/byt-namn/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("nycklar/<int:pk>/ta-bort/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("reservkoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("reservkoder/nya/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("halsa/lever/", views.alive, name="alive"),
    path("halsa/redo/", views.ready, name="ready"),
    path("konto/", include(account_pages)),
    path("", include("participants.urls")),
    path("", include("interventions.urls")),
    path("", include("reporting.urls")),
    path("", include("mia.jobs.urls")),
    path("", include("mia.organisation.urls")),
]
