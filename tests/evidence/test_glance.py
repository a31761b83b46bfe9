"""What the pages of a place's evidence say first is told where they are listed, with whose numbers they are."""

from __future__ import annotations

import re

import pytest

from commonweal.evidence import kept_queries
from commonweal.journal.actor import PUBLIC


@pytest.fixture
def rows(wenbeck):
    return {row.address.rpartition("/")[2]: row for row in kept_queries.way_rows(PUBLIC, "wenbeck")}


def test_each_sentence_is_the_one_its_page_opens_with(client, rows):
    reach = rows["reach"]
    share = re.match(r"(\d+) of every 100 people", reach.says).group(1)
    page = client.get(reach.address).content.decode()
    assert f"<strong>{share}%</strong> of people here" in page
    hubs = rows["hubs"]
    assert hubs.says.split(" minutes")[0] in re.sub(r"\s+", " ", client.get(hubs.address).content.decode())
    missed = re.match(r"In (\d+) of (\d+) neighbourhoods", rows["missed"].says)
    assert rows["missed"].share == pytest.approx(100 * int(missed.group(1)) / int(missed.group(2)))
    for key in ("inequality", "missed", "reach", "hubs", "returns"):
        assert rows[key].says and rows[key].source
