from django.urls import path

from interventions.transitions import views

urlpatterns = [
    path("deltagare/<uuid:pk>/overgangar/", views.transitions, name="transitions"),
    path("overgangar/<uuid:pk>/", views.change_transition, name="change_transition"),
]
