"""Addresses of consents."""

from django.urls import path

from participants.consents import views

urlpatterns = [
    path("deltagare/<uuid:pk>/samtycken/", views.consents, name="consents"),
    path(
        "deltagare/<uuid:pk>/samtycken/<uuid:consent>/aterta/",
        views.withdraw,
        name="consent_withdraw",
    ),
]
