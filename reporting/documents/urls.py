from django.urls import path

from reporting.documents import views

urlpatterns = [
    path(
        "deltagare/<uuid:pk>/narvarorapport/",
        views.attendance_months,
        name="attendance_months",
    ),
    path(
        "deltagare/<uuid:pk>/narvarorapport/<str:month>/",
        views.attendance,
        name="attendance",
    ),
    path("narvaro/<str:month>/pdf/", views.attendance_of_all, name="attendance_of_all"),
    path("deltagare/<uuid:pk>/registerutdrag/", views.extract, name="extract"),
    path("deltagare/<uuid:pk>/registerutdrag/pdf/", views.extract_pdf, name="extract_pdf"),
    path("deltagare/<uuid:pk>/registerutdrag/json/", views.extract_json, name="extract_json"),
    path("deltagare/<uuid:pk>/plan/pdf/", views.plan_pdf, name="plan_pdf"),
    path("grupper/traffar/<uuid:pk>/lista/", views.group_sheet, name="group_sheet"),
    path("placeringar/<uuid:pk>/pdf/", views.placement_pdf, name="placement_pdf"),
    path("avtal/<uuid:pk>/pdf/", views.agreement_pdf, name="agreement_pdf"),
    path("brev/<uuid:pk>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("remisser/<uuid:pk>/brev/", views.decline_letter, name="decline_letter"),
]
