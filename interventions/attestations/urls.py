from django.urls import path

from interventions.attestations import views

urlpatterns = [
    path("narvaro/", views.newest, name="newest_attendance"),
    path("narvaro/<str:month>/", views.attendance, name="attendance"),
    path("deltagare/<uuid:pk>/intyga/<str:month>/", views.attest, name="attest"),
]
