"""A curious visitor fails to learn anything of fewer than eight people: pages, data, parameters, errors."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SMALL, axe, overflow
from tests.served import Site

pytestmark = pytest.mark.browser

# Counted in an invented place of four neighbourhoods. 6 and 3 are few; the other numbers would tell of them.
COUNTS = (23, 41, 6, 18)
TELLING = re.compile(r"(?<![\d:.-])(3|6|23|26|29|41|47|65|82|88)(?![\d:.-])")
MAKE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
django.setup()
from commonweal.evidence import release
from commonweal.journal.actor import HOUSE
from tests.places import small
place = small.place(invented=True)
keys = [f"lsoa21:{code}" for code in small.NAMES]
women = dict(zip(keys, (20, 20, 3, 9)))
men = dict(zip(keys, (3, 21, 3, 9)))
counted = release.Counted(
    "returns:bins:2026-09", "People with assisted bins", "Ashby Council, September 2026",
    people=dict(zip(keys, %s)), splits={"sex": {"women": women, "men": men}}, names={"women": "women", "men": "men"},
)
asked = [release.Question(tuple(keys)), *(release.Question((key,)) for key in keys)]
asked += [release.Question(tuple(keys[:3])), release.Question((keys[0], keys[2]))]
asked += [release.Question((key,), split="sex", parts=("women",)) for key in keys]
release.give(HOUSE, place=place, counted=counted, questions=asked)
"""
HERE = "/place/ashby/release"
ASKED = (
    "", ".json", ".csv", "?measure=returns:bins:2026-09", ".json?people=6", ".csv?order_by=people", "?page=99",
    ".json?page=x", "?measure=people", ".json?measure=' or people=6 --", ".csv?profile=none", "/rules", "?format=raw",
    "/../release.json?areas=lsoa21:E01000003", ".json?fields=people,asked", "?edition=&asked=",
)  # fmt: skip


@pytest.fixture(scope="module")
def ashby(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("ashby-site"))
    site.run("migrate")
    site.python(MAKE % (COUNTS,))
    with site.serving():
        yield site


def rows_of(body: str) -> list[str]:
    """The parts of an answer that are about what was counted, without days and codes."""
    bare = re.sub(
        r"<time.*?</time>|\"at\":\"[^\"]*\"| colspan=\"2\"|E0100000\d|returns:bins:2026-09|September 2026", "", body
    )
    bare = re.sub(r"00[12][AB]|ASHBY|\d{4}-\d\d-\d\d[ T][\d:.+]+", "", bare, flags=re.I)
    return re.findall(r"<tr>.*?</tr>|assisted bins.*?(?=People with|<|$)", bare, flags=re.S)


def test_a_curious_visitor_learns_nothing_of_fewer_than_eight_people(ashby, open_page):
    page = open_page(size=PHONE)
    page.goto(ashby.address + HERE)
    page.get_by_role("heading", name="What is given out, and what is kept back").wait_for()
    page.get_by_text("Counts of 1 to 7 people are not shown").wait_for()
    assert axe(page) == [] and overflow(page) <= 0
    expect(page.get_by_text("People with assisted bins", exact=True).and_(page.locator("table *"))).to_have_count(1)
    hidden = page.get_by_role("cell", name="not shown, so that it tells of nobody in particular")
    hidden.first.wait_for()
    assert hidden.count() >= 3
    for asked in ASKED:
        body = page.context.request.get(ashby.address + HERE + asked).text()
        for row in rows_of(body):
            assert not TELLING.search(row), (asked, row)
        assert "Traceback" not in body
    rows = json.loads(page.context.request.get(ashby.address + HERE + ".json").text())["releases"]
    assert {row["value"] for row in rows if row["value"] is not None} <= {20.0, 25.0, 40.0, 70.0, 90.0, 10.0}


def test_a_visitor_cannot_choose_the_rule_nor_ask_for_more(ashby, open_page):
    page = open_page(size=SMALL, script=False)
    page.goto(ashby.address + HERE)
    page.get_by_text("What these rules cannot do").wait_for()
    assert page.get_by_role("button", name="Go by this rule").count() == 0
    for method in ("post", "put", "delete"):
        assert getattr(page.context.request, method)(ashby.address + HERE).status in (403, 405)
    assert page.context.request.post(ashby.address + HERE + "/rules", form={"profile": "ons"}).status == 403
