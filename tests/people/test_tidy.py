"""What is kept of people only for a while goes by itself."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from commonweal.config import chores, commands
from commonweal.people import letters
from commonweal.people.models import Attempt, SignedIn
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "commonweal.people.letters.Files", str(tmp_path / "mail")
    return tmp_path / "mail"


def test_letters_kept_as_files_are_the_installations_own_and_go_after_a_fortnight(folder):
    assert chores.forget_what_is_over() == 0
    for address in ("old@example.org", "new@example.org"):
        assert letters.send(address, "invitation", letter={}, link="")
    assert folder.stat().st_mode & 0o777 == 0o700
    old = next(path for path in folder.iterdir() if "old@" in path.read_text())
    os.utime(old, (time.time() - 15 * 86_400,) * 2)
    assert chores.forget_what_is_over() == 1
    assert ["new@" in path.read_text() for path in folder.iterdir()] == [True]


def test_sessions_that_ran_out_and_failures_go_even_where_nobody_comes_back(make, folder):
    account = make.account()
    ended, here = Client(), Client()
    for client in (ended, here):
        client.post("/sign-in", {"login": account.email, "password": PASSWORD})
    Client().post("/sign-in", {"login": account.email, "password": "not the password"})
    Session.objects.filter(session_key=ended.session.session_key).update(expire_date=timezone.now())
    long_ago = timezone.now() - timedelta(days=2)
    Attempt.objects.update(at=long_ago)
    AccessAttempt.objects.update(attempt_time=long_ago)
    chores.forget_what_is_over()
    assert [row.session_key for row in SignedIn.objects.all()] == [here.session.session_key]
    assert not Session.objects.filter(expire_date__lt=timezone.now()).exists()
    assert not Attempt.objects.exists() and not AccessAttempt.objects.exists()
    assert here.get("/me").status_code == 200


def test_the_worker_does_it_each_day(monkeypatch):
    from commonweal.journal import worker
    from commonweal.people import erase_changes

    done = []
    monkeypatch.setattr(erase_changes, "finish_erasures", lambda: 0)
    monkeypatch.setattr(chores, "forget_what_is_over", lambda: done.append("forgotten") or 1)
    monkeypatch.setattr(commands.signal, "signal", lambda *rest: None)
    monkeypatch.setattr(worker, "run", lambda stop, also: [do() for do in also[1:]])
    commands.work()
    assert done == ["forgotten"]
