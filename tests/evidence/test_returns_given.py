"""Somebody curious reads all there is about a small place's returns, version after version, and learns of nobody."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from itertools import product

import pytest
from django.test import Client

from commonweal.directory.changes import add_organization
from commonweal.evidence.models import Release
from commonweal.evidence.release import queries as released
from commonweal.evidence.returns import board, changes, communities, figures, queries
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.evidence.test_returns import agreed, keep, quarters
from tests.methods import attackers
from tests.methods.test_differencing import NHS

pytestmark = pytest.mark.django_db
AREAS, GROUPS = "AB", "AW"
SIZES = (0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 20, 31)


@pytest.fixture
def place(hand):
    return hand.place(*(hand.area(code) for code in AREAS), invented=True)


@pytest.fixture
def partner(place):
    return add_organization(HOUSE, place=place, name="The Befrienders", description="They ring people.")


def contract_of(place, partner, first, name="befriending"):
    return changes.make_contract(HOUSE, place=place, organization=partner, document=agreed(first) | {"name": name})


def rows_of(counts, quarter):
    return [
        f"{area},{quarter},{group},{counts[area, group, 'above'] + counts[area, group, 'rest']},"
        f"{counts[area, group, 'above']}"
        for area, group in product(AREAS, GROUPS)
    ]  # fmt: skip


def counts_of(chance):
    sizes = (*SIZES, chance.randint(0, 60))
    return {each: chance.choice(sizes) for each in product(AREAS, GROUPS, ("above", "rest"))}


def send(analyst, contract, counts, *named):
    for quarter in named:
        keep(analyst, contract, *rows_of(counts[quarter], quarter))


def every_figure(contract):
    """All that the page, its JSON and its CSV can be asked for."""
    told = figures.Told(contract)
    measure = told.measure("")
    for group, area in product(("", *GROUPS, "Z"), ("", *AREAS)):
        yield figures.whole(PUBLIC, told, measure, group, area).whole
        yield from figures.series(PUBLIC, told, measure, group, area)
        yield from figures.by_group(PUBLIC, told, measure, area)
        yield from figures.by_area(PUBLIC, told, measure, group)
    yield from communities.one(PUBLIC, contract.place, "white-people")[1]
    yield board.row(PUBLIC, contract)


def cells(row):
    """Whom an answer is about."""
    parts = {tuple(each.split("|")) for each in row.parts} or set(product((*GROUPS, *"BMOZ"), ("above", "rest")))
    return frozenset((area.partition(":")[2], *part) for area in row.areas for part in parts if part[0] in GROUPS)


def learned(contract, quarter, edition, counts):
    """Which few can be told from all that was given out of one version, by linear programming?"""
    rows = Release.objects.filter(measure__endswith=f":{quarter}", edition=str(edition.pk), place=contract.place)
    given = [
        attackers.Given(cells(row), attackers.Shown("", row.shown, row.suppressed)) for row in rows.order_by("at", "pk")
        if cells(row)
    ]  # fmt: skip
    return attackers.found_out(NHS, counts, given)


@pytest.mark.parametrize("lot", range(15))
def test_nobody_works_out_a_few_people_from_a_return(place, partner, make, lot):
    """Twenty attacks in each of fifteen lots: four quarters, five small places each."""
    analyst, named, told = make.person(analyst=place), quarters(4), 0
    for seed in range(5 * lot, 5 * lot + 5):
        chance = random.Random(seed)
        contract = contract_of(place, partner, named[0], f"befriending-{seed}")
        counts = {quarter: counts_of(chance) for quarter in named}
        send(analyst, contract, counts, *named)
        for quarter, edition in zip(named, contract.deliveries.order_by("received_at"), strict=True):
            told += Release.objects.filter(edition=str(edition.pk), shown__gt=0).count()
            assert learned(contract, quarter, edition, counts[quarter]) == [], (seed, counts[quarter])
    assert told > 60  # a page that shows nothing would protect everybody


@pytest.mark.parametrize("seed", range(12))
def test_a_correction_of_three_people_changes_nothing_that_anybody_sees(place, partner, make, seed):
    chance, analyst, (last,) = random.Random(seed), make.person(analyst=place), quarters(1)
    contract, counts = contract_of(place, partner, last), counts_of(chance)
    send(analyst, contract, {last: counts}, last)
    before = list(every_figure(contract))
    line = chance.choice(list(counts))
    send(analyst, contract, {last: counts | {line: counts[line] + 3}}, last)
    assert list(every_figure(contract)) == before
    third = keep(analyst, contract, *rows_of(counts | {line: counts[line] + 60}, last))
    assert list(every_figure(contract)) != before or counts[line] < 8
    changes.withdraw_delivery(analyst, third, reason="The wrong file.")
    assert list(every_figure(contract)) == before


@pytest.mark.parametrize("seed", range(6))
def test_pages_show_only_what_the_ledger_gave(place, partner, make, seed):
    analyst, (last,) = make.person(analyst=place), quarters(1)
    contract = contract_of(place, partner, last)
    send(analyst, contract, {last: counts_of(random.Random(seed))}, last)
    given = {row.value for row in released.releases(PUBLIC, place)[:1000]}
    for row in every_figure(contract):
        if isinstance(row, figures.ShareRow):
            assert {row.numerator, row.denominator} <= given | {None, 0}
            assert row.value is None or row.value == 100 * row.numerator / row.denominator


def test_a_figure_that_was_never_asked_for_is_not_shown(place, partner, make):
    (last,) = quarters(1)
    contract = contract_of(place, partner, last)
    send(make.person(analyst=place), contract, {last: dict.fromkeys(counts_of(random.Random(1)), 40)}, last)
    shown = {row.state for row in every_figure(contract) if isinstance(row, figures.ShareRow)}
    assert shown == {"figure", "unknown"}
    Release.objects.all().delete()
    shown = {row.state for row in every_figure(contract) if isinstance(row, figures.ShareRow)}
    assert shown == {"few", "unknown"}


def test_the_smallest_places_pages_and_errors_carry_no_true_count(place, partner, make):
    """Numbers that nothing else on a page would write; a third version differs by three, a fourth is taken back."""
    analyst, (last,) = make.person(analyst=place), quarters(1)
    contract = contract_of(place, partner, last)
    counts = dict(zip(product(AREAS, GROUPS, ("above", "rest")), (413, 587, 3, 611, 429, 573, 419, 6), strict=True))
    for more in (0, 3, 29):
        send(analyst, contract, {last: counts | {("A", "W", "above"): 3 + more}}, last)
    changes.withdraw_delivery(analyst, contract.deliveries.latest("received_at"), reason="The wrong file.")
    sums = {413, 587, 611, 614, 643, 429, 573, 419, 1002, 416, 842, 422, 1613, 1614, 1264, 1267, 3041, 3044}
    visitor, home = Client(), "/place/ashby"
    pages = [f"{home}/returns", f"{home}/returns/befriending", f"{home}/communities", f"{home}/release"]
    pages += [f"{home}/communities/white-people", f"{home}/returns/befriending/figures"]
    asked = [f"?measure=matched&group={group}&area={area}" for group, area in product(("", "A", "W"), ("", "A", "B"))]
    asked += ["?measure=asked", "?group=Q", "?area=%27", f"?period={last}", "?kind=lsoa21", "?edition=2", "?people=3"]
    for page, ending, query in product(pages, ("", ".json", ".csv"), asked):
        body = visitor.get(page + ending + query).getvalue().decode()
        body = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.+]+|\.\d+", "", body)
        found = {int(each.replace(",", "")) for each in re.findall(r"(?<![\d#&;=\"-])\d[\d,]*\b(?!\")", body) if each}
        assert not sums & found, (page, ending, query, sums & found)
    for edition in contract.deliveries.all():
        assert visitor.get(f"/return/{edition.pk}").status_code == 404


def test_what_is_not_stated_is_told_from_rounded_numbers(place, partner, make):
    (last,) = quarters(1)
    contract = contract_of(place, partner, last)
    keep(make.person(analyst=place), contract, f"A,{last},A,58,30", f"A,{last},Z,2,1", f"B,{last},W,40,20")
    assert board.row(PUBLIC, contract).not_stated_percent is None
    other = contract_of(place, partner, last, "befriending-elsewhere")
    keep(make.person(analyst=place), other, f"A,{last},A,58,30", f"A,{last},Z,42,21", f"B,{last},W,43,20")
    row = board.row(PUBLIC, other)
    assert row.not_stated_percent == pytest.approx(100 * 40 / 145)


def test_json_and_csv_say_what_the_page_says(place, partner, make):
    (last,) = quarters(1)
    contract = contract_of(place, partner, last)
    counts = dict.fromkeys(counts_of(random.Random(1)), 40) | {("A", "A", "above"): 4}
    send(make.person(analyst=place), contract, {last: counts}, last)
    home = f"/place/ashby/returns/{contract.key}/figures"
    page = Client().get(f"{home}?area=A&group=A").content.decode()
    told = json.loads(Client().get(f"{home}.json?area=A&group=A").getvalue())
    (row,) = csv.DictReader(io.StringIO(Client().get(f"{home}.csv?area=A&group=A").getvalue().decode("utf-8-sig")))
    assert "not given out" in page and 'href="/place/ashby/release"' in page
    assert told["figures"]["whole"]["numerator"] is None and row["numerator"] == "" and row["text"] == "not given out"
    assert 'href="/place/ashby/release"' in Client().get(f"/place/ashby/returns/{contract.key}").content.decode()
    assert queries.deliveries(PUBLIC, contract) == []
