"""A small invented directory in a store, and a client of the app that serves it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonweal.openreferral.serving import store
from commonweal.openreferral.serving.app import make_app
from tests.openreferral.serving.invented import POSTCODES, Place

MADE = datetime(2026, 5, 10, 12, tzinfo=UTC)
NOW = int(MADE.timestamp()) * 1_000_000


class Client:
    """Asks an app, as over HTTP."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.app = make_app(
            folder,
            title="Invented directory",
            publisher="Nobody",
            licence="https://example.org/licence",
            postcode=POSTCODES.get,
            **more,
        )

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request."""

        async def sent() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://here") as client:
                return await client.request(method, path, **more)

        return asyncio.run(sent())

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Read something."""
        return self.ask("GET", path, **more)

    def page(self, path: str, **params: Any) -> dict[str, Any]:
        """A page of a list."""
        answer = self.get(path, params=params)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def ids(self, path: str, **params: Any) -> list[str]:
        """Ids of every row that fits."""
        return [each["id"] for each in self.page(path, **{"per_page": 500} | params)["contents"]]


@pytest.fixture(scope="session")
def place() -> Place:
    """What is in the store that only reads are made of."""
    return Place()


@pytest.fixture(scope="session")
def held(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That store."""
    folder = tmp_path_factory.mktemp("served") / "store"
    store.build(folder, place.documents(), now=NOW)
    return folder


@pytest.fixture(scope="session")
def client(held: Path) -> Client:
    """Whoever reads it."""
    return Client(held)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., tuple[Path, Client]]:
    """Makes a store of its own for a test that changes it."""

    def made(place: Place, **more: Any) -> tuple[Path, Client]:
        folder = tmp_path / "store"
        store.build(folder, place.documents(), now=NOW, **more)
        return folder, Client(folder)

    return made
