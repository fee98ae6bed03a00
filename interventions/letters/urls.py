"""Addresses of letters and of their templates."""

from django.urls import path

from interventions.letters import views

TEMPLATES = "administration/brev/<slug:slug>/"
urlpatterns = [
    path("deltagare/<uuid:pk>/brev/", views.letters, name="letters"),
    path(TEMPLATES, views.templates_list, name="templates_list"),
    path(TEMPLATES + "ny/", views.templates_new, name="templates_new"),
    path(TEMPLATES + "<str:pk>/", views.templates_change, name="templates_change"),
]
