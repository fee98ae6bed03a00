from django.urls import path

from interventions.contacts import views

urlpatterns = [
    path("deltagare/<uuid:pk>/kontakter/ny/", views.log, name="log"),
    path("kontakter/<uuid:pk>/", views.contact, name="contact"),
    path("kontakter/<uuid:pk>/ratta/", views.correct, name="correct"),
    path("kontakter/<uuid:pk>/ta-bort/", views.remove, name="remove"),
]
