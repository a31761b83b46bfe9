"""Rates by the census: the count that was given out, out of those the census counts there; else it is not known."""

from __future__ import annotations

import json
import random

import pytest
from django.test import Client

from commonweal.core.errors import Invalid
from commonweal.directory.changes import add_organization
from commonweal.evidence import changes as evidence
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Release
from commonweal.evidence.returns import board, changes, communities, denominators, figures, pictured, queries
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.methods.rates import byar, exact
from commonweal.places.models import Value
from tests.evidence.test_returns import agreed, full, keep, quarters, table
from tests.evidence.test_returns_given import SIZES, cells
from tests.methods import attackers
from tests.methods.test_differencing import NHS

pytestmark = pytest.mark.django_db
ALL, ASIAN, WHITE = "census2021.ts021_00", "census2021.ts021_01", "census2021.ts021_16"
PEOPLE = {"A": (1_000, 400, 500), "B": (2_000, 100, 1_800), "C": (500, 50, 400), "D": (1_500, 200, 1_000)}
RATE = {
    "key": "asked", "label": "Asked for a befriender", "top": "asked", "unit": "people", "better": "",
    "aspect": "access", "definition": "People who asked in the quarter",
    "census": {"everybody": ALL, "groups": {"A": ASIAN, "W": [WHITE]}, "per": 1000},
}  # fmt: skip


def document(first: str, **more) -> dict:
    told = agreed(first)
    told["commonweal"]["measures"] += [RATE | more]
    return told


@pytest.fixture
def place(hand):
    areas = {code: hand.area(code) for code in "ABCD"}
    version = hand.version("census2021.ts021")
    for code, numbers in PEOPLE.items():
        for key, many in zip((ALL, ASIAN, WHITE), numbers, strict=True):
            hand.value(areas[code], key, many, version=version)
    return hand.place(*areas.values(), invented=True)


@pytest.fixture
def contract(place):
    partner = add_organization(HOUSE, place=place, name="The Befrienders", description="They ring people.")
    return changes.make_contract(HOUSE, place=place, organization=partner, document=document(quarters(4)[0]))


@pytest.fixture
def femi(make, place):
    return make.person(analyst=place)


def rates(contract, group="", area=""):
    told = figures.Told(contract)
    return figures.series(PUBLIC, told, told.measure("asked"), group, area)


def test_a_rate_is_the_rounded_count_out_of_the_people_of_the_same_areas(contract, femi):
    keep(femi, contract, *full(quarters(1)[0]))  # 100 people in each of two groups and four areas
    row = rates(contract)[-1]
    assert (row.numerator, row.denominator, row.per, row.text) == (800, 5_000, 1_000, "160 in 1,000")
    low, high = byar(800)
    assert (row.low, row.high) == (pytest.approx(low / 5), pytest.approx(high / 5))
    assert (row.lowest, row.highest) == (row.low, row.high)  # all of it came, and nobody asks which group
    area = rates(contract, area="C")[-1]
    assert (area.numerator, area.denominator, area.value) == (200, 500, 400)


def test_a_group_is_out_of_the_people_of_that_group(contract, femi):
    keep(femi, contract, *full(quarters(1)[0]))
    told = figures.Told(contract)
    rows = {each.key: each for each in figures.by_group(PUBLIC, told, told.measure("asked"), "")}
    assert (rows["A"].numerator, rows["A"].denominator) == (400, 750)
    assert (rows["W"].numerator, rows["W"].denominator) == (400, 3_700)


def test_a_group_that_the_census_does_not_count_is_not_known_and_never_zero(contract, femi):
    keep(femi, contract, *full(quarters(1)[0], groups="AMZ"))
    told = figures.Told(contract)
    rows = {each.key: each for each in figures.by_group(PUBLIC, told, told.measure("asked"), "")}
    for code in ("M", "Z"):
        assert rows[code].value is None and rows[code].text == "not known" and rows[code].numerator is None
        assert "no count of these people" in rows[code].note
    page = Client().get(f"/place/ashby/returns/{contract.key}/figures?measure=asked").content.decode()
    assert "no count of these people" in page


def test_where_the_place_does_not_hold_the_census_nothing_is_known(contract, femi, unguarded):
    Value.objects.filter(area__code="D").delete()
    keep(femi, contract, *full(quarters(1)[0]))
    assert rates(contract)[-1].value is None and rates(contract, area="A")[-1].value == 200
    assert rates(contract, area="D")[-1].text == "not known"


def test_areas_that_did_not_come_are_left_out_above_and_below_and_leave_no_upper_end(contract, femi):
    keep(femi, contract, *full(quarters(1)[0], areas="AB"))
    row = rates(contract)[-1]
    assert (row.numerator, row.denominator, row.known, row.expected) == (400, 3_000, 2, 4)
    assert row.highest is None and row.lowest == pytest.approx(row.low / 2) and row.wide.endswith("or more")
    (drawn,), end = pictured.drawn([row])
    assert end >= row.high and drawn.all is not None


def test_over_several_periods_it_is_the_mean_of_those_that_came(contract, femi):
    first, _second, third, _fourth = quarters(4)
    keep(femi, contract, *full(first), *full(third, areas="ABCD", groups="A"))
    told = figures.Told(contract)
    whole = figures.whole(PUBLIC, told, told.measure("asked"), "", "").whole
    assert whole.numerator == 1_200 and whole.denominator == 10_000 and whole.value == 120
    assert whole.made == "about 1,200 in 2 periods, of 5,000 by the census"


def test_few_have_exact_limits_and_none_is_none(contract, femi):
    last = quarters(1)[0]
    keep(femi, contract, *(f"{area},{last},A,{many},0" for area, many in zip("ABCD", (8, 0, 60, 60), strict=True)))
    row = rates(contract, area="B")[-1]
    assert (row.value, row.numerator) == (0, 0) and row.high == pytest.approx(exact(0)[1] / 2)
    assert rates(contract, area="A")[-1].numerator in (10, None)


def test_a_rate_is_given_out_only_where_its_count_is(contract, femi):
    last = quarters(1)[0]
    keep(femi, contract, *(f"{area},{last},A,{many},0" for area, many in zip("ABCD", (3, 40, 60, 60), strict=True)))
    row = rates(contract, area="A")[-1]
    assert row.state == "few" and row.text == "not given out" and (row.value, row.low, row.numerator) == (None,) * 3
    assert row.lowest is None and row.made == ""
    given = {each.shown for each in Release.objects.filter(measure__contains=".asked:")}
    for each in (*rates(contract), *(rate for area in "ABCD" for rate in rates(contract, area=area))):
        assert each.numerator in given | {None}
    Release.objects.all().delete()
    assert rates(contract)[-1].state == "few"


def test_the_same_column_kept_back_in_a_share_is_kept_back_in_a_rate(contract, femi):
    last = quarters(1)[0]
    keep(femi, contract, f"A,{last},A,5,2", *(f"{area},{last},A,60,30" for area in "BCD"))
    told = figures.Told(contract)
    assert figures.series(PUBLIC, told, told.measure("matched"), "", "A")[-1].value is None
    assert rates(contract, area="A")[-1].value is None


def test_those_who_did_not_say_may_all_belong_to_the_group(contract, femi):
    last = quarters(1)[0]
    keep(femi, contract, *full(last, groups="AZ"))
    row = rates(contract, group="A")[-1]
    assert row.value == pytest.approx(1_000 * 400 / 750) and row.lowest == row.low
    assert row.highest == pytest.approx(1_000 * byar(800)[1] / 750)


def test_the_number_shows_source_and_vintage_of_what_it_is_out_of(contract, femi):
    keep(femi, contract, *full(quarters(1)[0]))
    address = f"/place/ashby/returns/{contract.key}/figures"
    page = Client().get(f"{address}?measure=asked").content.decode()
    assert "For every 1,000 counted by Census2021.Ts021 (Us, 2025), in a quarter." in page and "In 1,000" in page
    told = json.loads(Client().get(f"{address}.json?measure=asked").getvalue())["figures"]
    assert (told["per"], told["denominator"]["vintage"], told["whole"]["per"]) == (1_000, "2025", 1_000)
    agreed_page = Client().get(f"/place/ashby/returns/{contract.key}").content.decode()
    assert "For every 1,000 counted by Census2021.Ts021 (Us, 2025), in a quarter." in agreed_page


def test_a_rate_that_is_kept_names_both_files_and_is_marked_when_the_census_file_goes(contract, femi, place):
    keep(femi, contract, *full(quarters(1)[0]))
    kept = evidence.keep_figure(femi, place=place, asked=Asked("returns:befriending.asked"))
    census = denominators.of(place, figures.Told(contract).now.document).versions[ALL]
    assert kept.text == "160 in 1,000" and kept.unit == "per 1,000" and "Census2021.Ts021, Us, 2025" in kept.source
    assert census in kept.versions and len(kept.versions) == 2
    evidence.withdraw_figures(HOUSE, version=census, reason="A wrong file.")
    kept.refresh_from_db()
    assert kept.withdrawn_at


def test_a_community_has_its_rate_beside_everybodys(contract, femi, place):
    keep(femi, contract, *full(quarters(1)[0]))
    rows = communities.one(PUBLIC, place, "asian-and-asian-british-people")[1]
    row = next(each for each in rows if each.label == "Asked for a befriender")
    assert (row.theirs.text, row.all.text) == ("533 in 1,000", "160 in 1,000")
    assert Client().get("/place/ashby/communities/asian-and-asian-british-people").status_code == 200


def test_a_contract_of_rates_alone_asks_for_one_column_and_says_what_is_not_stated(place, femi):
    (last,) = quarters(1)
    told = document(last) | {"name": "rates"}
    told["commonweal"]["measures"] = [RATE]
    told["fields"] = [each for each in told["fields"] if each["name"] != "matched"]
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    held = changes.make_contract(HOUSE, place=place, organization=partner, document=told)
    rows = [f"{area},{last},{group},100" for area in "ABCD" for group in "AZ"]
    sent = table(*rows, head="area,quarter,ethnicity,asked")
    assert changes.look(held, sent)[1].usable
    changes.keep_delivery(femi, held, table=sent, file="rates.csv")
    assert board.row(PUBLIC, held).not_stated_percent == 50 and rates(held)[-1].value == 160


def test_what_the_partner_marked_as_few_widens_a_rate(place, femi):
    (last,) = quarters(1)
    told = document(last) | {"name": "few"}
    told["commonweal"]["small_numbers"] = {"mark": "*", "low": 1, "high": 7}
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    held = changes.make_contract(HOUSE, place=place, organization=partner, document=told)
    keep(femi, held, *(f"{area},{last},A,{'*' if area == 'D' else 100},0" for area in "ABCD"))
    row = rates(held)[-1]
    assert row.lowest < row.low and row.highest > row.high


@pytest.mark.parametrize(
    ("census", "words"),
    [
        ("census2021.ts021_00", "names the published column"),
        ({"everybody": "population"}, "names the published column"),
        ({"everybody": ALL, "per": 7}, "names the published column"),
        ({"everybody": ALL, "groups": {"A": []}}, "names the published column"),
        ({"everybody": ALL, "groups": {"Z": [ASIAN]}}, "“not stated” is none"),
        ({"everybody": ALL, "groups": {"Q": [ASIAN]}}, "“not stated” is none"),
    ],
)
def test_a_contract_says_what_is_wrong_with_its_census(place, census, words):
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    told = document(quarters(1)[0], census=census)
    with pytest.raises(Invalid, match=words):
        changes.make_contract(HOUSE, place=place, organization=partner, document=told)


def test_a_measure_has_a_column_below_or_the_census_and_not_both(place):
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    with pytest.raises(Invalid, match="not both"):
        told = document(quarters(1)[0], bottom="asked")
        changes.make_contract(HOUSE, place=place, organization=partner, document=told)


def test_larger_areas_are_added_up_from_their_neighbourhoods(place, hand, femi):
    (last,) = quarters(1)
    for code, inside in (("north", "AB"), ("south", "CD")):
        whole = hand.area(code, kind="group")
        for each in place.areas.filter(code__in=list(inside)):
            hand.parent(each, whole)
    told = document(last) | {"name": "groups"}
    told["commonweal"]["area"] = {"field": "area", "kind": "group"}
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    held = changes.make_contract(HOUSE, place=place, organization=partner, document=told)
    keep(femi, held, f"north,{last},W,300,0", f"south,{last},W,100,0")
    assert [rates(held, area=each)[-1].denominator for each in ("north", "south")] == [3_000, 2_000]
    assert queries.contract_row(PUBLIC, held).areas == 2


@pytest.mark.parametrize("seed", range(12))
def test_nobody_works_out_a_few_people_from_rates(place, femi, seed):
    """Counts of every size, two groups in four areas: whoever takes the rates back to counts learns of nobody."""
    chance, (last,) = random.Random(seed), quarters(1)
    told = document(last) | {"name": "rates"}
    told["commonweal"]["measures"] = [RATE]
    partner = add_organization(HOUSE, place=place, name="Others", description="They ring too.")
    held = changes.make_contract(HOUSE, place=place, organization=partner, document=told)
    counts = {(area, group, "above"): chance.choice(SIZES) for area in "ABCD" for group in "AW"}
    keep(femi, held, *(f"{area},{last},{group},{many},0" for (area, group, _part), many in counts.items()))
    rows = Release.objects.filter(measure__startswith="returns:rates.").order_by("at", "pk")
    given = [attackers.Given(cells(row), attackers.Shown("", row.shown, row.suppressed)) for row in rows if cells(row)]
    assert attackers.found_out(NHS, counts, given) == [] and any(row.shown for row in rows), counts
