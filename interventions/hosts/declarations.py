"""Hosts have their own pages and add nothing to a case."""

from interventions.hosts.models import Agreement, AgreementFollowUp, Host
from participants.seams import Feature

MODELS = (Host, Agreement, AgreementFollowUp)

FEATURE = Feature(urls="interventions.hosts.urls")
