from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "commonweal.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        """Watch files go by, to keep England beside each indicator; tell listening what a number is."""
        from django.core.signals import request_finished, request_started

        from commonweal.evidence import beside, england, keep
        from commonweal.listening.beside import figures
        from commonweal.places import national

        national.watch(england.keep)
        figures.told_by(beside.numbers)
        request_started.connect(keep.begin, dispatch_uid="evidence.keep")
        request_finished.connect(keep.end, dispatch_uid="evidence.keep")
