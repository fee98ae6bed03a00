from django.urls import path

from interventions.questions import views

urlpatterns = [
    path("kontakter/<uuid:pk>/fragor/", views.questions, name="questions"),
    path("fragor/<uuid:pk>/svara/", views.answer, name="answer_question"),
]
