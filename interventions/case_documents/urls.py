from django.urls import path

from interventions.case_documents import views

urlpatterns = [
    path("deltagare/<uuid:pk>/dokument/", views.documents, name="documents"),
    path("dokument/<uuid:pk>/", views.fetch, name="document"),
    path("dokument/<uuid:pk>/oppnat/", views.readings, name="document_readings"),
]
