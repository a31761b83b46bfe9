from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "commonweal.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        """Watch files go by, to keep England beside each indicator."""
        from django.core.signals import request_finished, request_started

        from commonweal.evidence import england, keep
        from commonweal.places import national

        national.watch(england.keep)
        request_started.connect(keep.begin, dispatch_uid="evidence.keep")
        request_finished.connect(keep.end, dispatch_uid="evidence.keep")
