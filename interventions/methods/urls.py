from django.urls import path

from interventions.methods import views

urlpatterns = [
    path("deltagare/<uuid:pk>/metoder/", views.methods, name="methods"),
    path("metoder/<uuid:pk>/avsluta/", views.end_method, name="end_method"),
]
