from django.urls import path

from interventions.boston import views

CASE = "deltagare/<uuid:pk>/boston/"
GOAL = "boston/mal/<uuid:pk>/"
NEED = "boston/behov/<uuid:pk>/"
urlpatterns = [
    path(CASE, views.boston, name="boston"),
    path(CASE + "beredskap/", views.assess_readiness, name="assess_readiness"),
    path(CASE + "mal/", views.set_rehabilitation_goal, name="set_rehabilitation_goal"),
    path("boston/beredskap/<uuid:pk>/", views.correct_readiness, name="correct_readiness"),
    path(GOAL, views.change_rehabilitation_goal, name="change_rehabilitation_goal"),
    path(GOAL + "behov/", views.add_goal_need, name="add_goal_need"),
    path(GOAL + "behalla/", views.follow_up_goal, name="follow_up_goal"),
    path(NEED, views.change_goal_need, name="change_goal_need"),
    path(NEED + "planera/", views.plan_goal_need, name="plan_goal_need"),
]
