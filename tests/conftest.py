"""What every test may ask for: a database that is cleaned through the guard, makers, and journal look-ups."""

from __future__ import annotations

import os
from asyncio import events
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from commonweal.journal import guard
from tests.held import last_in_their_modules, wenbeck, wenbeck_held, wenbeck_put
from tests.makers import Maker

__all__ = ["wenbeck", "wenbeck_held", "wenbeck_put"]

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def pytest_configure() -> None:
    """Hashing a password is slow on purpose; tests sign in thousands of times."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # How long a test takes says something of the machine, never of what is tested.
    hypothesis.settings.register_profile("house", deadline=None)
    hypothesis.settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that share the place stand together, the longest files first; on PostgreSQL, those that meet a database."""
    last_in_their_modules(items)
    # The longest files come first, so that no worker is still walking round the doors when the others have gone home.
    items.sort(key=lambda item: not item.path.name.startswith("test_doors"))
    if os.environ.get("COMMONWEAL_DATABASE_URL"):
        config.hook.pytest_deselected(items=[item for item in items if not meets_the_database(item)])
        items[:] = [item for item in items if meets_the_database(item)]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """The browser's tests leave their loop running in the thread they ran in; other tests may want one of their own."""
    if item.get_closest_marker("browser"):
        yield
        return
    left = events._get_running_loop()
    events._set_running_loop(None)
    yield
    events._set_running_loop(left)


def meets_the_database(item: pytest.Item) -> bool:
    """Whether another kind of database could make a difference: the rest reads files or installs SQLite for itself."""
    asked = {"db", "transactional_db", "on_postgres", "drill"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real published data, where it stands beside the project; tests that need it are skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared data beside the project")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """One database for the session; nothing to change."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """Make the test database with the guard open, as migrating does; on PostgreSQL by the owner for the web role."""
    from tests import databases

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        made = databases.make()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.drop(made)


@pytest.fixture(autouse=True, scope="session")
def _flush_through_the_guard() -> Iterator[None]:
    """Transactional tests empty the tables when they end: that is no change, so the guard is opened for it."""
    from django.test import TransactionTestCase

    from tests import databases

    TransactionTestCase._fixture_teardown = lambda self: databases.empty()  # type: ignore[method-assign]
    yield


@pytest.fixture(autouse=True, scope="session")
def _text_no_longer_than_its_column() -> Iterator[None]:
    """PostgreSQL refuses what is too long for its column, and SQLite keeps it: here both refuse."""
    from django.db import DataError
    from django.db.models import CharField

    kept = CharField.get_db_prep_save

    def refusing(self: Any, value: Any, connection: Any) -> Any:
        if isinstance(value, str) and self.max_length is not None and len(value) > self.max_length:
            raise DataError(f"{self} holds {self.max_length} letters, and was given {len(value)}: {value[:80]}…")
        return kept(self, value, connection)

    CharField.get_db_prep_save = refusing  # type: ignore[method-assign]
    yield
    CharField.get_db_prep_save = kept  # type: ignore[method-assign]


@pytest.fixture
def make(db: None) -> Maker:
    """Makers, which build through changes: test data is always data the house could hold."""
    return Maker()


@pytest.fixture
def entries(db: None) -> Callable[..., list]:
    """Entries of a verb, oldest first."""
    from commonweal.journal.models import Entry

    def find(what: str | None = None) -> list:
        rows = Entry.objects.order_by("at", "id")
        return list(rows.filter(what=what) if what else rows)

    return find


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """For the few tests that need rows no change can make."""
    from django.db import connection

    def say(word: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('commonweal.change', %s, false)", [word])

    with guard.migrating():
        say("unguarded")
        yield
        say("")
