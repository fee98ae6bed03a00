"""The figures of a quarter as they were published."""

from datetime import date
from functools import cached_property
from typing import Any, Self

from django.db import models

from mia.core.period import Period
from reporting.figures.release import Release, Shift


class PublicationQuerySet(models.QuerySet["Publication"]):
    def released(self) -> Self:
        """Those that have figures, the oldest first."""
        return self.exclude(content={}).order_by("last_on")


class Publication(models.Model):
    """Accumulated figures of the whole programme to the last day of a quarter.

    `content` is a release (reporting/figures/release.py); empty when the earlier ones left no way
    to publish the quarter. What has been published is not counted again: a row is added and never
    changed.
    """

    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med", unique=True)
    made_at = models.DateTimeField("publicerad", auto_now_add=True)
    content = models.JSONField("tal")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publicering"
        verbose_name_plural = "publiceringar"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="publication_ends_after_start",
                violation_error_message="Perioden kan inte sluta före den börjar.",
            )
        ]

    def __str__(self) -> str:
        return f"till och med {self.last_on:%Y-%m-%d}"

    @property
    def period(self) -> Period:
        return Period(self.first_on, self.last_on)

    @property
    def made_on(self) -> date:
        return self.made_at.date()

    @cached_property
    def release(self) -> Release:
        return release_of(self.content)


def content_of(release: Release) -> dict[str, Any]:
    """The release as JSON keeps it; shifts name their numbers by position."""
    keys = sorted(release.counts)
    positions = {key: position for position, key in enumerate(keys)}
    numbers = []
    for key in keys:
        numbers.append([*key, release.counts[key], key in release.hidden])
    shifts = []
    for shift in release.shifts:
        shifts.append([[positions[key], change] for key, change in shift.items()])
    months = [[*key, text] for key, text in release.months.items()]
    return {"numbers": numbers, "shifts": shifts, "months": months}


def release_of(content: dict[str, Any]) -> Release:
    keys = []
    counts = {}
    hidden = set()
    for table, line, sex, number, is_hidden in content["numbers"]:
        key = (table, line, sex)
        keys.append(key)
        counts[key] = number
        if is_hidden:
            hidden.add(key)
    shifts: list[Shift] = []
    for changes in content["shifts"]:
        shifts.append({keys[position]: change for position, change in changes})
    months = {(table, line, sex): text for table, line, sex, text in content["months"]}
    return Release(counts, frozenset(hidden), shifts, months)
