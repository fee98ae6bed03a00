"""The feature's pages; the features whose rows they remove link to them."""

from participants.seams import Feature

FEATURE = Feature(urls="interventions.corrections.urls")
