from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "interventions"
    verbose_name = "insatser"

    def ready(self) -> None:
        """Give the apps below what every feature adds to them."""
        from interventions import registry  # noqa: PLC0415 - it needs the models, which load later
        from participants import delprojekt_lists, seams  # noqa: PLC0415 - as above

        seams.QUEUES[:] = registry.list_queues()
        delprojekt_lists.DELPROJEKT_LISTS[:] = registry.list_of_delprojekt()
        seams.CLOSING[:] = registry.list_closing()
        seams.ACCEPTED[:] = registry.list_accepted()
        seams.MERGE_CHECKS[:] = registry.list_merge_checks()
