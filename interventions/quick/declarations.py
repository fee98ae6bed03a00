"""What quick contacts add: their pages."""

from participants.seams import Feature

FEATURE = Feature(urls="interventions.quick.urls")
