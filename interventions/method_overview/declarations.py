"""The overview of methods adds its addresses alone."""

from participants.seams import Feature

FEATURE = Feature(urls="interventions.method_overview.urls")
