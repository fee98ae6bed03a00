from django.urls import path

from interventions.case_documents import views

urlpatterns = [
    path("deltagare/<uuid:pk>/dokument/", views.documents, name="documents"),
    path("dokument/<uuid:pk>/", views.fetch, name="document"),
]
