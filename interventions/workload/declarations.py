"""The workload has its own pages, and lists for those who lead; it adds nothing to a case."""

from interventions.workload.delprojekt_lists import DELPROJEKT_LISTS
from interventions.workload.models import MethodCeiling
from participants.seams import Feature

MODELS = (MethodCeiling,)

FEATURE = Feature(urls="interventions.workload.urls", delprojekt_lists=DELPROJEKT_LISTS)
