from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "deltagare"

    def ready(self) -> None:
        """Tell of emergency openings where a day begins."""
        from mia.organisation.frame import notices  # noqa: PLC0415 - it needs the models
        from participants.emergencies import declarations  # noqa: PLC0415 - as above

        notices.NOTICE_SOURCES.append(declarations.start_notices)
