"""What locked months add to the lists over many features."""

from participants.seams import Feature
from reporting.months.models import SentRow

FEATURE = Feature(retention=(SentRow,))
