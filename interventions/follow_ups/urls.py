from django.urls import path

from interventions.follow_ups import views

FOLLOW_UP = "deltagare/<uuid:pk>/uppfoljning/<slug:moment>/"
urlpatterns = [
    path(FOLLOW_UP, views.follow_up, name="follow_up"),
    path(FOLLOW_UP + "<uuid:spell>/", views.follow_up, name="spell_follow_up"),
]
