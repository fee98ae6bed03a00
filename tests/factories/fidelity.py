"""Fidelity scales and reviews; the scales themselves are there from the beginning."""

from datetime import date

import factory

from interventions.fidelity.models import (
    FidelityBand,
    FidelityItem,
    FidelityReview,
    FidelityScale,
    FidelityScore,
)
from tests.factories.organisation import DelprojektFactory, StaffFactory


class FidelityScaleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FidelityScale

    code = factory.Sequence(lambda number: "SKALA_" + "X" * (number + 1))
    label = factory.Sequence(lambda number: f"skala {number}")
    method = "IPS"


class FidelityBandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FidelityBand

    scale = factory.SubFactory(FidelityScaleFactory)
    least = 0
    label = "se över"


class FidelityItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FidelityItem

    scale = factory.SubFactory(FidelityScaleFactory)
    number = factory.Sequence(lambda number: number + 1)
    section = "Personal"
    text = "Hur ni arbetar"


class FidelityReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FidelityReview

    delprojekt = factory.SubFactory(DelprojektFactory)
    scale_id = "IPS_SKALA"
    reviewed_on = date(2021, 3, 1)
    reviewers = "Metodhandledaren"
    registered_by = factory.SubFactory(StaffFactory)


class FidelityScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FidelityScore

    review = factory.SubFactory(FidelityReviewFactory)
    delprojekt = factory.SelfAttribute("review.delprojekt")
    item = factory.LazyAttribute(lambda row: row.review.scale.items.first())
    score = 3
