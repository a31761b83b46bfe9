"""What the worker does for the pages of reach."""

from __future__ import annotations

from django_tasks import task

from commonweal.evidence.models import Bringing


@task()
def bring(id: str) -> None:
    """Read streets, a table of minutes or a timetable, as somebody asked for."""
    from commonweal.evidence.access import bringing

    made = Bringing.objects.select_related("place").filter(pk=id, state=Bringing.WAITING).first()
    if made is not None:
        bringing.work(made)
