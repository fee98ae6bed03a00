from django.urls import path

from interventions.contacts import views

TOPICS = "administration/kontakter/<slug:slug>/"
urlpatterns = [
    path("deltagare/<uuid:pk>/kontakter/ny/", views.log, name="log"),
    path("kontakter/<uuid:pk>/", views.contact, name="contact"),
    path("kontakter/<uuid:pk>/ratta/", views.correct, name="correct"),
    path(TOPICS, views.topics_list, name="topics_list"),
    path(TOPICS + "ny/", views.topics_new, name="topics_new"),
    path(TOPICS + "<str:pk>/", views.topics_change, name="topics_change"),
]
