"""The URLs of the case page, the imports and every feature that has any, under one namespace."""

from django.urls import URLPattern, URLResolver, include, path

from interventions.imports import views as imports_views
from interventions.registry import FEATURES

app_name = "interventions"
IMPORT = "las-in/<uuid:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("interventions.today.urls")),
    path("", include("interventions.cases.urls")),
    path("vardar/fil/", imports_views.hosts_file, name="hosts_file"),
    path("las-in/", imports_views.upload, name="import"),
    path(IMPORT, imports_views.show, name="import_job"),
    path(IMPORT + "bekrafta/", imports_views.confirm, name="import_confirm"),
    path(IMPORT + "avbryt/", imports_views.discard, name="import_discard"),
    path(IMPORT + "felaktiga-rader/", imports_views.rejected, name="import_rejected"),
]
for feature in FEATURES:
    if feature.urls:
        urlpatterns.append(path("", include(feature.urls)))
