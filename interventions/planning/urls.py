from django.urls import path

from interventions.planning import views

PLAN = "deltagare/<uuid:pk>/plan/"
urlpatterns = [
    path(PLAN, views.plan, name="plan"),
    path(PLAN + "mal/", views.add_goal, name="add_goal"),
    path(PLAN + "steg/", views.add_step, name="add_step"),
    path(PLAN + "oversyn/", views.review, name="review_plan"),
    path("mal/<uuid:pk>/", views.change_goal, name="change_goal"),
    path("steg/<uuid:pk>/", views.change_step, name="change_step"),
    path("steg/<uuid:pk>/klart/", views.finish_step, name="finish_step"),
    path("steg/<uuid:pk>/skjut-upp/", views.snooze_step, name="snooze_step"),
]
