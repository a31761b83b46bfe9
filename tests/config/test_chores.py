"""What the worker does beside the journal's rounds."""

from __future__ import annotations

import os
import time

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from commonweal.config import chores
from commonweal.journal import worker

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def fail() -> None:
    raise ValueError("words that belong to somebody")


@pytest.mark.django_db(transaction=True)
def test_a_task_that_a_page_hands_over_is_run_by_the_worker_and_one_that_fails_stops_nothing():
    done.clear()
    fail.enqueue()
    note.enqueue("counted")
    rounds = [worker.round_once((chores.run_a_task,)) for _ in range(3)]
    assert done == ["counted"] and rounds == [1, 1, 0]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_old_backups_go_even_when_no_new_one_is_made(settings, tmp_path):
    settings.VAR = tmp_path
    assert chores.forget_old_backups() == 0
    (tmp_path / "backups").mkdir()
    for name, days in (("commonweal-old.sqlite3", 31), ("commonweal-new.sqlite3", 1), ("letter.txt", 99)):
        path = tmp_path / "backups" / name
        path.touch()
        os.utime(path, (time.time() - days * 86400,) * 2)
    assert chores.forget_old_backups() == 1
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == ["commonweal-new.sqlite3", "letter.txt"]


def test_what_is_done_now_and_then_is_not_done_every_round(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(chores.time, "monotonic", lambda: now[0])
    times = []
    doing = chores.now_and_then(lambda: times.append(now[0]) or 1, seconds=60)
    for now[0] in (0.0, 30.0, 59.0, 61.0, 100.0):
        doing()
    assert times == [0.0, 61.0]
