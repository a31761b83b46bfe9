from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "commonweal.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        """Watch files go by, to keep England beside each indicator."""
        from commonweal.evidence import england
        from commonweal.places import national

        national.watch(england.keep)
