"""Addresses of merging: persons are named by one of their enrolments."""

from django.urls import path

from participants.merging import views

urlpatterns = [
    path("deltagare/dubbletter/", views.duplicates, name="duplicates"),
    path("deltagare/<uuid:pk>/sla-ihop/", views.choose, name="merge_choose"),
    path("deltagare/<uuid:pk>/sla-ihop/<uuid:other>/", views.merge, name="merge"),
    path("deltagare/<uuid:pk>/sla-ihop/<uuid:merge>/angra/", views.undo, name="merge_undo"),
]
