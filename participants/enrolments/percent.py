"""Work and studies in per cent of 40 hours a week."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from participants.enrolments.enums import Work

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


def percent_with_work(when: str) -> models.CheckConstraint:
    """Return the constraint: per cent of work only for one who works; `when` is before or after."""
    return models.CheckConstraint(
        condition=Q(**{f"work_{when}_percent": None})
        | (Q(**{f"work_{when}__isnull": False}) & ~Q(**{f"work_{when}": Work.NONE})),
        name=f"enrolment_work_{when}_percent_needs_work",
        violation_error_code=f"work_{when}_percent",
        violation_error_message="Omfattningen av arbetet kan bara anges när deltagaren arbetar.",
    )
