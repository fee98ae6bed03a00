"""Fidelity has its own pages and adds nothing to a case."""

from interventions.fidelity.models import (
    FidelityBand,
    FidelityItem,
    FidelityReview,
    FidelityScale,
    FidelityScore,
)
from participants.seams import Feature

MODELS = (FidelityScale, FidelityBand, FidelityItem, FidelityReview, FidelityScore)

FEATURE = Feature(urls="interventions.fidelity.urls")
