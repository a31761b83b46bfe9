"""Twenty needs in plain words, as people type them, in the invented place: written before the finder was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.utils import timezone

from commonweal.directory.documents import HELPS_WITH, documents
from commonweal.directory.models import Service
from commonweal.openreferral.finding.ranking import Finder

NEEDS = tomllib.loads(Path(__file__).with_name("needs.toml").read_text("utf-8"))["need"]
FIRST, SOME = 5, 3


@pytest.fixture(scope="module")
def finder(wenbeck_held, django_db_blocker):
    """Everything of the place that is for everybody."""
    with django_db_blocker.unblock():
        return Finder(documents("service", Service.objects.order_by("pk").values_list("pk", flat=True)))


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need["words"])
def test_a_need_in_plain_words_finds_what_helps(need, finder, wenbeck):
    found = finder.find(need["words"], now=timezone.localtime(), most=FIRST)
    # A page shows what has closed after what is open: whoever looks for it should learn that it has.
    shown = [each.known for each in (*found.results, *found.closed)][:FIRST]
    if need.get("found") is False:
        assert not found.results
        return
    assert shown
    if "one_of" in need:
        assert [each.name for each in shown if any(word in each.name for word in need["one_of"])], shown
    if "all_help_with" in need:
        assert len(found.results) >= SOME
        for result in found.results[:SOME]:
            assert need["all_help_with"].lower() in finder.texts[result.number][HELPS_WITH.lower()]
    assert not any(word in each.name for each in shown for word in need.get("none", ()))
