"""Addresses of disposal."""

from django.urls import path

from reporting.retention import views

urlpatterns = [
    path("gallring/", views.disposals, name="disposals"),
    path("gallring/foresla/", views.propose, name="disposal_propose"),
    path("gallring/person/<uuid:pk>/sparr/", views.hold, name="disposal_hold"),
    path("gallring/<uuid:pk>/", views.disposal, name="disposal"),
    path("gallring/<uuid:pk>/bekrafta/", views.confirm, name="disposal_confirm"),
    path("gallring/<uuid:pk>/dra-tillbaka/", views.withdraw, name="disposal_withdraw"),
    path("gallring/<uuid:pk>/fortsatt/", views.resume, name="disposal_resume"),
    path(
        "gallring/<uuid:pk>/protokoll/<slug:form>/", views.protocol_file, name="disposal_protocol"
    ),
    path("deltagare/<uuid:pk>/gallring/", views.hold_of_case, name="disposal_of_case"),
]
