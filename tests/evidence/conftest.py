"""What tests of the evidence may ask for."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from commonweal.evidence import keep
from commonweal.evidence.access import tasks
from commonweal.evidence.models import Bringing
from tests.evidence.hand import Hand


@pytest.fixture
def hand(unguarded: None) -> Hand:
    """A place made by hand. What was kept in memory is dropped: rows made without a load leave no stamp."""
    keep._kept.clear()
    return Hand()


@pytest.fixture
def worked(django_capture_on_commit_callbacks):
    """Does something, and then what the worker would do with what was brought."""

    def do(asking):
        with django_capture_on_commit_callbacks(execute=True):
            answered = asking()
        for made in Bringing.objects.filter(state=Bringing.WAITING):
            assert DBTaskResult.objects.filter(args_kwargs__args=[str(made.pk)]).exists()
            tasks.bring.func(str(made.pk))
        return answered

    return do
