from django.urls import path

from interventions.cases import views as cases_views
from interventions.contacts import views as contacts_views
from interventions.imports import views as imports_views
from interventions.methods import views as methods_views

app_name = "interventions"
CASE, ONE, IMPORT = "deltagare/<uuid:pk>/", "kontakter/<uuid:pk>/", "las-in/<uuid:key>/"
urlpatterns = [
    path(CASE, cases_views.case, name="case"),
    path(CASE + "kontakter/ny/", contacts_views.log, name="log"),
    path(CASE + "metoder/", methods_views.methods, name="methods"),
    path("metoder/<uuid:pk>/avsluta/", methods_views.end_method, name="end_method"),
    path(ONE, contacts_views.contact, name="contact"),
    path(ONE + "ratta/", contacts_views.correct, name="correct"),
    path(ONE + "ta-bort/", contacts_views.remove, name="remove"),
    path("las-in/", imports_views.upload, name="import"),
    path(IMPORT, imports_views.show, name="import_job"),
    path(IMPORT + "bekrafta/", imports_views.confirm, name="import_confirm"),
    path(IMPORT + "avbryt/", imports_views.discard, name="import_discard"),
    path(IMPORT + "felaktiga-rader/", imports_views.rejected, name="import_rejected"),
]
