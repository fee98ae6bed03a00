from django.urls import path

from interventions.corrections import views

urlpatterns = [
    path(
        "deltagare/<uuid:pk>/ta-bort/<slug:kind>/<uuid:row>/",
        views.remove_mistake,
        name="remove_mistake",
    ),
]
