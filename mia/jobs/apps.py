from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mia.jobs"
    label = "jobs"
    verbose_name = "bakgrundsjobb"
