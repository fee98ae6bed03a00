from django.urls import path

from interventions.views import case, contact, imports, method

app_name = "interventions"
CASE, ONE, IMPORT = "deltagare/<uuid:pk>/", "kontakter/<uuid:pk>/", "las-in/<uuid:key>/"
urlpatterns = [
    path(CASE, case.case, name="case"),
    path(CASE + "kontakter/ny/", contact.log, name="log"),
    path(CASE + "metoder/", method.methods, name="methods"),
    path("metoder/<uuid:pk>/avsluta/", method.end_method, name="end_method"),
    path(ONE, contact.contact, name="contact"),
    path(ONE + "ratta/", contact.correct, name="correct"),
    path(ONE + "ta-bort/", contact.remove, name="remove"),
    path("las-in/", imports.upload, name="import"),
    path(IMPORT, imports.job, name="import_job"),
    path(IMPORT + "bekrafta/", imports.confirm, name="import_confirm"),
    path(IMPORT + "avbryt/", imports.discard, name="import_discard"),
    path(IMPORT + "felaktiga-rader/", imports.rejected, name="import_rejected"),
]
