"""The workload has its own pages and adds nothing to a case."""

from interventions.workload.models import MethodCeiling
from participants.seams import Feature

MODELS = (MethodCeiling,)

FEATURE = Feature(urls="interventions.workload.urls")
