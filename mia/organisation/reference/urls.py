"""Addresses of the overview, the roles and the reference lists."""

from django.urls import path

from mia.organisation.reference import overview, views

urlpatterns = [
    path("administration/", overview.overview, name="overview"),
    path("administration/roller/", overview.roles, name="roles"),
    path("administration/listor/<slug:slug>/", views.reference_list, name="reference_list"),
    path("administration/listor/<slug:slug>/ny/", views.reference_new, name="reference_new"),
    path(
        "administration/listor/<slug:slug>/<str:pk>/",
        views.reference_change,
        name="reference_change",
    ),
]
