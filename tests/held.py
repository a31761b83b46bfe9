"""The invented place, made once for a worker's tests rather than once for each: what a test does to it is undone after.

For each module it is copied into a transaction around those of the module's tests, so a module that asks for it has no
test that commits (`transactional_db`). Tests that want an empty house come first, whatever order they are written in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def wenbeck_put(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Puts the place into the transaction that is open, and what lies beside it into an empty folder."""
    from tests import databases

    beside = tmp_path_factory.mktemp("wenbeck") / "beside"
    taken: dict[str, Any] = {}

    def put(folder: Path) -> None:
        if taken:
            databases.put_in(taken)
            shutil.copytree(beside, folder, dirs_exist_ok=True)
            return
        _make(folder)
        taken.update(databases.taken_out())
        shutil.copytree(folder, beside)

    return put


def _make(folder: Path) -> None:
    from django.conf import settings

    from commonweal.demo import make, recipe

    before, settings.VAR = settings.VAR, folder
    try:
        make.make(recipe=recipe.of(12))
    finally:
        settings.VAR = before


@pytest.fixture(scope="module")
def wenbeck_held(
    wenbeck_put: Callable[[Path], None],
    django_db_setup: None,
    django_db_blocker: object,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The folder beside it, where the made-up people's passwords are."""
    from django.db import transaction

    folder = tmp_path_factory.mktemp("wenbeck")
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        wenbeck_put(folder)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def wenbeck(wenbeck_held: Path, db: None) -> Path:
    """The invented place, small: twelve neighbourhoods, and the whole story."""
    return wenbeck_held


def last_in_their_modules(items: list[pytest.Item]) -> None:
    """Within each run of one module's tests, those with the place come after those without."""
    runs = groupby(list(items), key=lambda item: item.path)
    items[:] = [item for _, run in runs for item in sorted(run, key=wants_wenbeck)]


def wants_wenbeck(item: pytest.Item) -> bool:
    """Whether the test, or anything it asks for, asks for the place."""
    return "wenbeck" in getattr(item, "fixturenames", ())
