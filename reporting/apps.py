from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "rapporter"

    def ready(self) -> None:
        """Tell of locked months where a contact is corrected, and where a day begins."""
        from mia.organisation.frame import notices  # noqa: PLC0415 - it needs the models
        from participants import reported  # noqa: PLC0415 - as above
        from reporting.months import declarations, queries  # noqa: PLC0415 - as above

        reported.REPORTED_MONTHS.append(queries.is_reported)
        notices.NOTICE_SOURCES.append(declarations.start_notices)
