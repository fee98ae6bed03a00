"""Saved views of the list of participants: filters and order under a name, each for oneself."""

from urllib.parse import urlencode

from django.db import models
from django.db.models import Q

from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import plain_text_constraint
from mia.organisation.staff.models import Staff

MOST_VIEWS = 20


class SavedView(models.Model):
    """The filters of a list, by their names in the address. They hold no personal data.

    `position` is the place among the user's own, of which there are MOST_VIEWS.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, verbose_name="användare", related_name="+")
    name = models.CharField("namn", max_length=40)
    filters = models.JSONField("urval", default=dict)
    position = models.PositiveSmallIntegerField("plats")

    class Meta:
        verbose_name = "sparat urval"
        verbose_name_plural = "sparade urval"
        constraints = [
            plain_text_constraint("savedview", "name"),
            models.UniqueConstraint(
                fields=["staff", "name"],
                name="savedview_has_its_own_name",
                violation_error_code="name",
                violation_error_message="Du har redan ett urval med det namnet.",
            ),
            models.UniqueConstraint(
                fields=["staff", "position"],
                name="savedview_has_its_own_place",
                violation_error_message="Urvalet är redan sparat.",
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_VIEWS)),
                name="savedview_is_one_of_twenty",
                violation_error_message="Du kan spara högst 20 urval. Ta bort ett först.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> str:
        return urlencode(self.filters)
