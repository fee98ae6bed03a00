"""Addresses of requests to take away a second factor."""

from django.urls import path

from mia.organisation.resets import views

urlpatterns = [
    path("administration/anvandare/<int:pk>/aterstall/", views.ask, name="factor_reset_ask"),
    path(
        "administration/aterstallning/<int:pk>/bekrafta/",
        views.confirm,
        name="factor_reset_confirm",
    ),
    path(
        "administration/aterstallning/<int:pk>/dra-tillbaka/",
        views.withdraw,
        name="factor_reset_withdraw",
    ),
]
