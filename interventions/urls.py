from django.urls import path

from interventions.views import case, contact, method

app_name = "interventions"
CASE, ONE = "deltagare/<uuid:pk>/", "kontakter/<uuid:pk>/"
urlpatterns = [
    path(CASE, case.case, name="case"),
    path(CASE + "kontakter/ny/", contact.log, name="log"),
    path(CASE + "metoder/", method.methods, name="methods"),
    path("metoder/<uuid:pk>/avsluta/", method.end_method, name="end_method"),
    path(ONE, contact.contact, name="contact"),
    path(ONE + "ratta/", contact.correct, name="correct"),
    path(ONE + "ta-bort/", contact.remove, name="remove"),
]
