from django.urls import path

from interventions.method_overview import views

urlpatterns = [
    path("metoder/", views.method_overview, name="method_overview"),
    path("metoder/deltagare/", views.method_participants, name="method_participants"),
]
