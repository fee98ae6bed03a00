"""Reads of the mapping of areas of life."""

from dataclasses import dataclass, field

from interventions.life_areas.models import HIGHEST, LOWEST, AreaRecord, LifeArea
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

# The chart of one area, in the units of its drawing.
CHART_WIDTH, CHART_HEIGHT, MARGIN = 120, 30, 3


@dataclass
class MappedArea:
    """An area with what has been mapped of it, the first day first."""

    area: LifeArea
    records: list[AreaRecord] = field(default_factory=list)

    @property
    def latest(self) -> AreaRecord | None:
        return self.records[-1] if self.records else None

    @property
    def ratings(self) -> list[AreaRecord]:
        """The records with a rating of the participant's own."""
        return [record for record in self.records if record.rating is not None]

    @property
    def change(self) -> int | None:
        """How much the rating has changed since the first one; None with fewer than two."""
        ratings = [record.rating for record in self.ratings if record.rating is not None]
        if len(ratings) < 2:
            return None
        return ratings[-1] - ratings[0]

    @property
    def steps_down(self) -> int:
        """By how much the rating has fallen; 0 when it has not."""
        return max(0, -(self.change or 0))

    @property
    def points(self) -> str:
        """The ratings as the points of a line, by day from left to right."""
        ratings = self.ratings
        first_on = ratings[0].mapped_on
        days = max((ratings[-1].mapped_on - first_on).days, 1)
        points = []
        for record in ratings:
            x = MARGIN + (CHART_WIDTH - 2 * MARGIN) * (record.mapped_on - first_on).days / days
            share = ((record.rating or LOWEST) - LOWEST) / (HIGHEST - LOWEST)
            y = CHART_HEIGHT - MARGIN - (CHART_HEIGHT - 2 * MARGIN) * share
            points.append(f"{x:.1f},{y:.1f}")
        return " ".join(points)


def list_areas(user: Staff, enrolment: Enrolment) -> list[MappedArea]:
    """Return the areas in use and those that have been mapped, in the order of the list.

    Two statements.
    """
    by_area: dict[str, list[AreaRecord]] = {}
    for record in list_records(user, enrolment):
        by_area.setdefault(record.area_id, []).append(record)
    areas = []
    for area in LifeArea.objects.order_by("position", "code"):
        records = by_area.get(area.pk, [])
        if records or area.retired_on is None:
            areas.append(MappedArea(area, records))
    return areas


def list_records(user: Staff, enrolment: Enrolment) -> list[AreaRecord]:
    """Return everything that was mapped, the first day first."""
    rows = AreaRecord.objects.visible_in(user, enrolment).select_related("area", "registered_by")
    return list(rows.order_by("mapped_on", "pk"))


def latest_record(user: Staff, enrolment: Enrolment, area: LifeArea) -> AreaRecord | None:
    rows = AreaRecord.objects.visible_in(user, enrolment).filter(area=area)
    record: AreaRecord | None = rows.order_by("mapped_on", "pk").last()
    return record
