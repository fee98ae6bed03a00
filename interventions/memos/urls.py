from django.urls import path

from interventions.memos import views

urlpatterns = [
    path("deltagare/<uuid:pk>/minneslappar/", views.write, name="memos"),
    path("minneslappar/<uuid:pk>/klar/", views.finish, name="finish_memo"),
    path("minneslappar/<uuid:pk>/skjut-upp/", views.snooze, name="snooze_memo"),
]
