from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "rapporter"

    def ready(self) -> None:
        """Tell of locked months where a contact is corrected, and where a day begins; add to the
        register extract and to what those who lead a delprojekt follow; keep the plan of disposals.
        """
        from mia.organisation.frame import notices  # noqa: PLC0415 - it needs the models
        from participants import delprojekt_lists, extracts, reported  # noqa: PLC0415 - as above
        from reporting.months import declarations, queries  # noqa: PLC0415 - as above
        from reporting.months.delprojekt_lists import CHANGED_ROWS  # noqa: PLC0415 - as above
        from reporting.retention import extract, plan  # noqa: PLC0415 - as above

        reported.REPORTED_MONTHS.append(queries.is_reported)
        notices.NOTICE_SOURCES.append(declarations.start_notices)
        extracts.EXTRACT_SECTIONS.append(extract.EXTRACT)
        delprojekt_lists.DELPROJEKT_LISTS.append(CHANGED_ROWS)
        post_migrate.connect(plan.store_plan, sender=self)
