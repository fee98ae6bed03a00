from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "mia.organisation"
    label = "organisation"
    verbose_name = "organisation"
