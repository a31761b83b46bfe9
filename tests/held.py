"""The invented place, made once for a worker's tests rather than once for each: what a test does to it is undone after.

For each module it is copied into a transaction around those of the module's tests, so a module that asks for it has no
test that commits (`transactional_db`). Tests that want an empty house come first, whatever order they are written in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

MADE = "wenbeck.sqlite3"


@pytest.fixture(scope="session")
def wenbeck_put(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], None]:
    """Puts the place into the transaction that is open, and what lies beside it into a folder."""
    from django.db import connection

    from tests import databases

    if connection.vendor != "sqlite":
        return _make
    kept = tmp_path_factory.mktemp("wenbeck")
    with django_db_blocker.unblock(), databases.beside(kept / MADE):  # type: ignore[attr-defined]
        _make(kept / "folder")

    def copy(folder: Path) -> None:
        databases.copy_in(kept / MADE)
        shutil.copytree(kept / "folder", folder, dirs_exist_ok=True)

    return copy


def _make(folder: Path) -> None:
    from django.conf import settings

    from commonweal.demo import make, recipe

    folder.mkdir(exist_ok=True)
    before, settings.VAR = settings.VAR, folder
    try:
        make.make(recipe=recipe.of(12))
    finally:
        settings.VAR = before


@pytest.fixture(scope="module")
def wenbeck_held(
    wenbeck_put: Callable[[Path], None], django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
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
