"""What partners send: looked at before it is kept, never about single people, and unknown is never zero."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.directory.changes import add_organization
from commonweal.evidence import changes as evidence
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Delivery, Figure, Returned
from commonweal.evidence.returns import changes, communities, examples, figures, queries, tables
from commonweal.evidence.returns.standing import standing
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening.changes import record_voice
from commonweal.methods.completeness.periods import QUARTER, Period, ended
from commonweal.people import actors
from commonweal.people import changes as people
from commonweal.people.roles import ORGANISATION
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
HEAD = "area,quarter,ethnicity,asked,matched"


def quarters(many: int) -> list[str]:
    """The last so many that have ended."""
    today = timezone.localdate()
    return [each.code for each in ended(Period(today.year - 2, 1, QUARTER), today)][-many:]


def agreed(first: str, **ours) -> dict:
    """The pattern, for a place made by hand."""
    told = json.loads(examples.pattern())
    told["commonweal"] |= {
        "area": {"field": "area", "kind": "neighbourhood"},
        "period": {"field": "quarter", "every": "quarter", "first": first, "due_days": 30},
        **ours,
    }
    return told


@pytest.fixture
def contract(hand):
    """Four neighbourhoods, and an organisation that sends for the last four quarters."""
    place = hand.place(*(hand.area(code) for code in "ABCD"), invented=True)
    partner = add_organization(HOUSE, place=place, name="The Befrienders", description="They ring people.")
    return changes.make_contract(HOUSE, place=place, organization=partner, document=agreed(quarters(4)[0]))


@pytest.fixture
def partner(make, contract):
    """Somebody who sends this organisation's returns."""
    account = make.account()
    scope = dict(scope_kind=ORGANISATION, scope_id=str(contract.organization_id))
    people.grant_role(HOUSE, account, role="data_partner", **scope)
    return actors.of_account(account)


def table(*rows: str, head: str = HEAD) -> tables.Table:
    return tables.read("sent.csv", "\n".join([head, *rows]).encode())


def keep(who, contract, *rows: str, **told) -> Delivery:
    return changes.keep_delivery(who, contract, table=table(*rows), file="sent.csv", **told)


def full(quarter: str, top: int = 40, areas: str = "ABCD", groups: str = "AW") -> list[str]:
    return [f"{area},{quarter},{group},100,{top}" for area in areas for group in groups]


def test_looking_at_a_file_keeps_nothing_and_says_row_and_column(contract):
    last = quarters(1)[0]
    sent = table(
        f"A,{last},A,100,40", f"X,{last},A,100,40", f"B,{last},Q,100,40", "C,spring,A,100,40", f"D,{last},A,ten,4",
        f"A,{last},A,100,40", f"D,{last},W,10,40",
    )  # fmt: skip
    _version, found = changes.look(contract, sent)
    where = {each.kind: (each.first[0].row, each.first[0].column, each.many) for each in found.faults}
    assert where == {
        "strange_area": (3, "area", 1),
        "strange_code": (4, "ethnicity", 1),
        "strange_period": (5, "quarter", 1),
        "not_a_number": (6, "asked", 1),
        "twice": (7, "area", 1),
        "more_than_all": (8, "matched", 1),
    }
    assert all(each.to_do for each in found.faults)
    assert found.usable and len(found.lines) == 1 and found.left_out == 6
    assert not Delivery.objects.exists()


def test_a_contract_says_once_how_all_files_came_and_folds_its_long_lists(client, contract, make):
    who = make.person(analyst=contract.place)
    for quarter in quarters(2):
        keep(who, contract, *full(quarter), channel=Delivery.FOR_THEM)
    rows = queries.deliveries(who, contract)
    assert queries.put_in_alike(rows) == "put in by somebody here, for the partner"
    assert queries.put_in_alike(rows[:1]) == "" and queries.put_in_alike([*rows, replace(rows[0], channel="x")]) == ""
    columns = {each.name: each for each in queries.contract_row(who, contract).columns}
    assert columns["area"].codes == 4 and columns["area"].more == 0 and columns["asked"].codes == 0
    page = client.get(f"/place/{contract.place.slug}/returns/{contract.key}").content.decode()
    assert "Its 4 codes" in page and "<li>A" in page


def test_only_the_first_two_hundred_of_a_kind_are_listed_and_all_are_counted(contract):
    sent = table(*(f"X{number},{quarters(1)[0]},A,1,1" for number in range(250)))
    (fault,) = changes.look(contract, sent)[1].faults
    assert fault.many == 250 and len(fault.first) == 200


@pytest.mark.parametrize("column", ["NHS number", "Surname", "date_of_birth", "Postcode", "patient name"])
def test_a_column_that_says_who_somebody_is_stops_the_file_kindly_and_repeats_nothing(contract, column):
    sent = table(f"A,{quarters(1)[0]},A,100,40,LS6 2AB", head=f"{HEAD},{column}")
    found = changes.look(contract, sent)[1]
    assert not found.usable and "Send counts" in found.stops[0] and column in found.stops[0]
    assert "LS6" not in repr(found)


@pytest.mark.parametrize("value", ["LS6 2AB", "943 476 5919", "1956-02-03", "03/02/1956"])
def test_a_cell_that_says_who_somebody_is_stops_the_file_too(contract, value):
    found = changes.look(contract, table(f"A,{quarters(1)[0]},{value},100,40"))[1]
    assert not found.usable and "Send counts" in found.stops[0] and value not in repr(found)


def test_a_contract_does_not_ask_for_people(contract):
    told = agreed(quarters(1)[0]) | {"name": "other"}
    told["fields"].append({"name": "NHS number", "type": "string"})
    with pytest.raises(Invalid, match="Send counts"):
        changes.make_contract(HOUSE, place=contract.place, organization=contract.organization, document=told)


def test_a_contract_that_cannot_be_read_says_all_that_is_wrong_at_once(contract):
    told = agreed("spring") | {"name": "Not A Key"}
    told["commonweal"]["licence"] = "none"
    with pytest.raises(Invalid) as refusal:
        changes.make_contract(HOUSE, place=contract.place, organization=contract.organization, document=told)
    for part in ("“name”", "“first”", "“licence”"):
        assert part in refusal.value.sentence


def test_the_partner_and_whoever_looks_after_the_evidence_send_and_nobody_else(make, contract, partner):
    last = quarters(1)[0]
    with pytest.raises(NotAllowed, match="data partner"):
        keep(make.person(listener=contract.place), contract, *full(last))
    assert keep(partner, contract, *full(last)).contract == contract
    assert keep(make.person(analyst=contract.place), contract, *full(last, 41), channel=Delivery.FOR_THEM)


def test_the_same_file_twice_is_said_to_be_here(contract, partner):
    keep(partner, contract, *full(quarters(1)[0]))
    with pytest.raises(Clash, match="already"):
        keep(partner, contract, *full(quarters(1)[0]))


def test_a_later_file_is_used_in_place_of_the_earlier_which_stays_readable(contract, partner):
    last = quarters(1)[0]
    first = keep(partner, contract, *full(last, 40))
    second = keep(partner, contract, *full(last, 50))
    assert standing(contract).in_use[last] == second
    assert queries.lines(partner, first)[0].counts == {"asked": "100", "matched": "40"}


def test_a_file_taken_back_is_in_use_no_more_and_its_numbers_are_marked_and_made_again(contract, partner):
    last = quarters(1)[0]
    keep(partner, contract, *full(last, 40))
    bad = keep(partner, contract, *full(last, 90))
    asked = Asked("returns:befriending.matched", how={"period": last})
    was = evidence.keep_figure(partner, place=contract.place, asked=asked)
    assert was.value == 90 and was.versions == [str(bad.pk)]
    changes.withdraw_delivery(partner, bad, reason="The wrong year.")
    was.refresh_from_db()
    assert was.withdrawn_at and was.withdrawn_because == "The wrong year." and was.value == 90
    assert was.followed_by.value == 40 and was.followed_by.withdrawn_at is None
    assert Figure.objects.count() == 2 and Returned.objects.filter(delivery=bad).exists()


def test_without_an_earlier_file_the_number_is_made_again_as_not_known(contract, partner):
    bad = keep(partner, contract, *full(quarters(1)[0], 90))
    was = evidence.keep_figure(partner, place=contract.place, asked=Asked("returns:befriending.matched"))
    changes.withdraw_delivery(partner, bad, reason="The wrong year.")
    was.refresh_from_db()
    assert was.followed_by.value is None and was.followed_by.text == "not known"


def test_what_did_not_come_widens_the_range_and_is_a_gap_and_never_zero(contract, partner):
    first, _second, third, _fourth = quarters(4)
    keep(partner, contract, *full(first), *full(third, areas="AB"))
    told = figures.Told(contract)
    measure = told.measure("matched")
    one, gap, half, _last = figures.series(PUBLIC, told, measure, "", "")
    assert (one.value, one.known, one.expected) == (40, 4, 4) and one.lowest == one.low
    assert gap.value is None and gap.state == "unknown" and (gap.lowest, gap.highest) == (0, 100)
    assert half.value == 40 and half.known == 2
    assert half.lowest == pytest.approx(half.low / 2) and half.highest == pytest.approx(half.high / 2 + 50)


def test_few_people_are_never_shown(contract, partner):
    keep(partner, contract, *(f"{area},{quarters(1)[0]},A,100,1" for area in "ABCD"))
    told = figures.Told(contract)
    row = figures.whole(PUBLIC, told, told.measure("matched"), "A", "").whole
    assert row.state == "few" and row.text == "not given out" and row.value is None and row.numerator is None


def test_those_who_did_not_say_may_belong_to_any_group(contract, partner):
    last = quarters(1)[0]
    keep(partner, contract, *full(last, groups="A"), *full(last, 60, groups="Z"))
    told = figures.Told(contract)
    row = next(each for each in figures.by_group(PUBLIC, told, told.measure("matched"), "") if each.key == "A")
    series = figures.series(PUBLIC, told, told.measure("matched"), "A", "")[-1]
    assert row.value == 40 and series.lowest < series.low and series.highest > series.high


def test_what_the_partner_marked_as_few_is_not_read_as_none(contract, partner):
    small = {"mark": "*", "low": 1, "high": 7}
    changes.renew_contract(HOUSE, contract, document=agreed(quarters(4)[0], small_numbers=small))
    last = quarters(1)[0]
    keep(partner, contract, *(f"{area},{last},A,100,{'*' if area == 'D' else 40}" for area in "ABCD"))
    told = figures.Told(contract)
    row = figures.series(PUBLIC, told, told.measure("matched"), "", "")[-1]
    assert row.numerator == 125 and row.lowest < row.low and row.highest > row.high


def test_the_board_says_to_everybody_what_came_and_to_the_partner_what_to_do(contract, partner):
    keep(partner, contract, *full(quarters(1)[0], areas="AB"))
    (public,), (theirs,) = queries.board(PUBLIC, contract.place), queries.board(partner, contract.place)
    assert public.received == theirs.received and public.areas_percent == 50
    assert public.next == "" and public.complete_percent is None and public.squares[0].days_late is None
    assert "can still be sent" in theirs.next and "not as zero" in theirs.next
    assert theirs.complete_percent == 100 and theirs.squares[0].days_late > 0


def test_a_file_is_shown_to_those_who_work_with_the_partner_alone(make, contract, partner):
    held = keep(partner, contract, *full(quarters(1)[0]))
    assert queries.delivery(partner, str(held.pk)) == held
    for stranger in (PUBLIC, make.person(), make.person(listener=contract.place)):
        with pytest.raises(NotFound):
            queries.delivery(stranger, str(held.pk))
        assert queries.deliveries(stranger, contract) == []


def test_a_day_on_which_it_came_is_not_in_the_future(contract, partner):
    with pytest.raises(Invalid, match="future"):
        keep(partner, contract, *full(quarters(1)[0]), came_on=timezone.localdate() + timedelta(days=1))


def test_the_example_of_a_contract_is_a_file_it_takes(contract):
    document = queries.contract_row(PUBLIC, contract)
    read = changes.contract.read(queries.newest_document(PUBLIC, contract))
    body = examples.file(read, changes.ground.of(contract.place, document.area_kind))
    found = changes.look(contract, tables.read("example.csv", body.encode()))[1]
    assert found.usable and not found.faults


def test_a_return_by_neighbourhoods_of_2011_is_read_by_the_official_lookup(hand):
    old, other = hand.area("OLD", kind="lsoa11"), hand.area("ELSE", kind="lsoa11")
    new, out = hand.area("NEW", kind="lsoa21"), hand.area("OUT", kind="lsoa21")
    hand.became(old, new), hand.became(other, new, "X"), hand.became(other, out, "X")
    known = changes.ground.of(hand.place(new), "lsoa11")
    assert known.codes == {"OLD", "ELSE"} and known.earlier and known.crossing == 1


def test_a_community_stands_with_what_is_counted_and_what_is_said_in_two_columns(contract, partner, make):
    keep(partner, contract, *full(quarters(1)[0]))
    for _ in range(9):
        record_voice(
            make.contributor(), place=contract.place, kind="story", words="Nobody rang.", agreed=["listen"],
            communities=["South  Asian"],
        )  # fmt: skip
    row, counted, said = communities.one(PUBLIC, contract.place, "asian-and-asian-british-people")
    assert row.voices == "about 10 people" and row.figures == 1 and said == []
    assert counted[0].theirs.value == 40 and counted[0].all.value == 40 and counted[0].aspect == "access"
    account, client = make.account(), Client()
    client.login(username=account.email, password=PASSWORD)
    page = client.get("/place/ashby/communities/asian-and-asian-british-people").content.decode()
    (number,) = re.findall(r'name="number" value="([^"]+)"', page)
    sent = client.post("/place/ashby/cite", {"number": number})
    figure = Figure.objects.get(pk=sent["Location"].rpartition("/")[2])
    assert (figure.community, figure.value) == ("A", 40) and figure.versions


def test_a_community_of_fewer_than_eight_voices_is_not_told_of(contract, make):
    for _ in range(7):
        told = dict(place=contract.place, kind="story", words="I sign.", agreed=["listen"], communities=["Deaf"])
        record_voice(make.contributor(), **told)
    assert "deaf" not in communities.of(PUBLIC, contract.place)
    with pytest.raises(NotFound):
        communities.one(PUBLIC, contract.place, "deaf")


def test_areas_of_today_take_their_shares_from_those_of_2011_by_the_official_lookup(hand, make):
    old = {code: hand.area(code, kind="lsoa11") for code in ("same", "split", "one", "two", "bent")}
    new = {code: hand.area(code, kind="lsoa21") for code in ("SAME", "PART", "OTHER", "JOINED", "BENT")}
    for before, after, how in (
        ("same", "SAME", "U"), ("split", "PART", "S"), ("split", "OTHER", "S"), ("one", "JOINED", "M"),
        ("two", "JOINED", "M"), ("bent", "BENT", "X"),
    ):  # fmt: skip
        hand.became(old[before], new[after], how)
    place, (last,) = hand.place(*new.values(), invented=True), quarters(1)
    partner = add_organization(HOUSE, place=place, name="The Befrienders", description="They ring people.")
    document = agreed(last, area={"field": "area", "kind": "lsoa11"})
    held = changes.make_contract(HOUSE, place=place, organization=partner, document=document)
    tops = {"same": 10, "split": 20, "one": 30, "two": 50, "bent": 60}
    keep(make.person(analyst=place), held, *(f"{code},{last},A,100,{top}" for code, top in tops.items()))
    told = figures.Told(held)
    rows = {each.label: each for each in figures.by_area(PUBLIC, told, told.measure("matched"), "")}
    assert {name: row.value for name, row in rows.items()} == {
        "SAME": 10, "PART": 20, "OTHER": 20, "JOINED": 40, "BENT": None,
    }  # fmt: skip
    assert "redrawn" in rows["BENT"].note and "split" in rows["PART"].note
