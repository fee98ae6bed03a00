"""The calendar has its own page and adds nothing to a case."""

from interventions.calendars.models import CalendarFeed
from participants.seams import Feature

MODELS = (CalendarFeed,)

FEATURE = Feature(urls="interventions.calendars.urls")
