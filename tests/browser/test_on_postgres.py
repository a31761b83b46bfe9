"""One journey with the records in PostgreSQL: found, read, signed in, signed out."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.browser.conftest import PHONE, axe
from tests.browser.people import sign_in
from tests.makers import PASSWORD
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.journey_on_postgres]


@pytest.fixture
def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The invented place in PostgreSQL, served by the role that owns no table."""
    if not os.environ.get("COMMONWEAL_DATABASE_URL"):
        pytest.skip("walked with ./do test --postgres")
    site = Site(tmp_path_factory.mktemp("on-postgres"), database="postgresql")
    site.run("migrate")
    site.run("demo", "make", "--neighbourhoods", "12")
    site.run("account", "open", "ruth@example.org", "--name", "Ruth", read=f"{PASSWORD}\n")
    with site.serving():
        yield site


def test_a_place_in_postgresql_is_found_read_and_signed_in_to(on_postgres, open_page):
    page = open_page(size=PHONE)
    page.goto(on_postgres.address)
    page.get_by_label("Postcode, or the name of a place").fill("zz1 1aa")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("heading", name="What people live with").wait_for()
    assert axe(page) == []
    page.goto(on_postgres.address + "/place/wenbeck")
    assert page.get_by_role("heading", level=1).inner_text() == "Wenbeck"
    sign_in(page, on_postgres, "ruth@example.org", at=on_postgres.address)
    page.goto(on_postgres.address + "/me")
    assert "Ruth" in page.locator("main").inner_text()
