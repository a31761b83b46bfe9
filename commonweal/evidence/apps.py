from typing import Any

from django.apps import AppConfig


def numbers(*args: Any) -> list[Any]:
    """What a number is. Brought in when it is asked for: it stands on all of the evidence, and on its mathematics."""
    from commonweal.evidence import beside

    return beside.numbers(*args)


class EvidenceConfig(AppConfig):
    name = "commonweal.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        """Watch files go by, to keep England beside each indicator; tell listening what a number is."""
        from django.core.signals import request_finished, request_started

        from commonweal.evidence import england, keep, registering
        from commonweal.listening.beside import figures
        from commonweal.places import national

        registering.register()
        national.watch(england.keep)
        figures.told_by(numbers)
        request_started.connect(keep.begin, dispatch_uid="evidence.keep")
        request_finished.connect(keep.end, dispatch_uid="evidence.keep")
