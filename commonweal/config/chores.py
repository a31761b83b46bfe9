"""What the worker does beside the journal's rounds: tasks that pages hand over, and forgetting what is old."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings

from commonweal.config import backup

HOUR = 3600.0
DAY = 24 * HOUR


def run_a_task() -> int:
    """Run the task that has waited longest. Gives how many were run: one, or none."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    # Asked before the queue is locked: most rounds find nothing.
    if not DBTaskResult.objects.ready().exists():
        return 0
    # It says at length when it starts and ends, which here is every task.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id="commonweal",
    ).run()
    return 1


def forget_old_backups() -> int:
    """Remove backups older than people were promised, even if no new one is made."""
    folder = settings.VAR / "backups"
    return backup.remove_old(folder) if folder.is_dir() else 0


def forget_what_is_over() -> int:
    """Remove what is kept only for a while: letters, invitations, sessions, failed tries, shortlists, offers.

    Works whose makers were asked whether they stay are settled too: their days are over.
    """
    from commonweal.directory.offers import daily
    from commonweal.directory.reaching import changes as shortlists
    from commonweal.listening.media import changes as media
    from commonweal.listening.paper import changes as paper
    from commonweal.listening.works import daily as works
    from commonweal.people import tidy

    over = tidy.forget_what_is_over() + shortlists.forget_over() + daily.end_and_remind()
    return over + media.sweep() + works.settle_due() + paper.sweep_what_is_left()


def ask_whether_entries_are_true() -> int:
    """Write the letters that are due to whoever runs things here."""
    from commonweal.directory.reminding import changes

    return changes.write_all_due()


def now_and_then(do: Callable[[], int], *, seconds: float = HOUR) -> Callable[[], int]:
    """Do it at once, and then again each time these seconds have passed."""
    due = 0.0

    def doing() -> int:
        nonlocal due
        if time.monotonic() < due:
            return 0
        due = time.monotonic() + seconds
        return do()

    return doing
