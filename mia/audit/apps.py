from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mia.audit"
    label = "audit"
    verbose_name = "logg"
