"""The licences under which published files may be used."""

import pytest

from commonweal.feeds.catalogue import SOURCES
from commonweal.feeds.licences import LICENCES


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_every_dataset_is_licensed_and_says_what_its_licence_asks_for(key):
    source = SOURCES[key]
    assert source.licence in LICENCES
    assert source.attribution, f"{key} does not say whom to thank"


def test_every_licence_has_a_name_and_an_address_where_its_text_stands():
    for key, licence in LICENCES.items():
        assert licence.name and licence.address.startswith("https://"), key


def test_what_is_drawn_from_openstreetmap_is_credited_to_its_contributors():
    for source in SOURCES.values():
        if source.licence == "ODbL-1.0":
            assert "© OpenStreetMap contributors" in source.attribution, source.key
