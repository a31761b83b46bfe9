"""What the worker does for the pages of feeds."""

from __future__ import annotations

from django_tasks import task

from commonweal.directory.models import FeedRun


@task()
def read_feed(run_id: str) -> None:
    """Read a feed, or take it in, as a run asks for."""
    from commonweal.directory.feeds import runs

    run = FeedRun.objects.select_related("feed__place").filter(pk=run_id, state=FeedRun.WAITING).first()
    if run is not None:
        runs.work(run)
