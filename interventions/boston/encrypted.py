"""The texts of the Boston method, for the rotation of keys (mia/access/rotation.py)."""

from interventions.boston.models import (
    GOAL_TEXTS,
    GoalFollowUp,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from mia.access.rotation import EncryptedColumns


class ReadinessRows(EncryptedColumns):
    name = "bedömningar av beredskap"
    model = Readiness
    fields = ("comment",)


class RehabilitationGoals(EncryptedColumns):
    name = "rehabiliteringsmål"
    model = RehabilitationGoal
    fields = GOAL_TEXTS


class GoalNeeds(EncryptedColumns):
    name = "färdigheter och resurser"
    model = GoalNeed
    fields = ("text",)


class GoalFollowUps(EncryptedColumns):
    name = "uppföljningar av nådda mål"
    model = GoalFollowUp
    fields = ("support",)
