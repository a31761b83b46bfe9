"""Who is missing: what was counted, beside the people of the place; what is hidden; alarms; and who reaches out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.feeds.base import Measure
from commonweal.feeds.records import AreaValues
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening.changes import open_gathering, record_voice
from commonweal.listening.models import Outreach, Tally
from commonweal.listening.reached import census, changes, queries, seasons
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from tests.makers import PASSWORD
from tests.places import small

TODAY = timezone.localdate()
ETHNIC = [f"census2021.ts021_{number:02}" for number in (0, 1, 7, 11, 16, 22)]


@pytest.fixture
def ashby(db, tmp_path):
    """Four squares in which 1,000 people live, 400 of them Asian; and nothing else is loaded."""
    place = small.place()
    carried = tuple(Measure(key, key, "people", True) for key in ETHNIC)
    rows = [
        AreaValues("lsoa21", code, name, dict(zip(ETHNIC, (250.0, 100.0, 25.0, 25.0, 90.0, 10.0), strict=True)))
        for code, name in small.NAMES.items()
    ]
    small.bring(place, small.Small(rows, carried), tmp_path / "census.csv", "census2021.ts021", title="Census 2021")
    return place


@pytest.fixture
def facilitator(make, ashby):
    return make.person(facilitator=ashby)


@pytest.fixture
def cafe(facilitator, ashby):
    return open_gathering(facilitator, place=ashby, kind="cafe", name="Café at the mill", on=TODAY)


def count(who, cafe, step, everybody, **groups):
    return changes.count_people(who, cafe, step=step, how="tally", everybody=everybody, groups=groups)


def test_the_people_of_a_place_are_added_up_from_its_neighbourhoods_and_what_is_not_loaded_is_not_known(ashby):
    people = census.of(ashby)
    assert set(people) == {"ethnicity"}
    assert people["ethnicity"].counts["asian"] == 400 and people["ethnicity"].whole == 1000
    assert people["ethnicity"].source.title == "Census 2021"


def test_the_case_of_80_79_and_45_shows_as_an_alarm_where_they_fell_away(ashby, cafe, facilitator):
    count(facilitator, cafe, "invited", 350, ethnicity={"asian": 280, "white": 70})
    count(facilitator, cafe, "replied", 100, ethnicity={"asian": 79, "white": 21})
    count(facilitator, cafe, "spoke", 60, ethnicity={"asian": 27, "white": 33})
    found = queries.of_gathering(facilitator, str(cafe.pk))
    first = found.alarms[0]
    assert first.value == "asian" and first.sure and not first.outreach
    assert "80% of those invited, 79% of those who said they would come, 45% of those who spoke" in first.words
    assert "Fewer of them than of others spoke." in first.words
    row = next(row for row in found.rows if row.value == "asian")
    assert round(row.place_share) == 40 and row.spoke.count == 27 and row.came.count is None and not row.came.hidden


def test_nobody_of_a_group_that_lives_here_is_an_alarm_even_where_nobody_counted_a_zero(ashby, cafe, facilitator):
    count(facilitator, cafe, "came", 40, ethnicity={"white": 40})
    found = queries.of_gathering(facilitator, str(cafe.pk))
    said = {alarm.value: alarm.words for alarm in found.alarms}
    assert "Of the people who live here they are 40%; of those who came, nobody." in said["asian"]


def test_numbers_from_1_to_4_are_shown_to_nobody_nor_what_would_give_them_away(ashby, cafe, facilitator):
    count(facilitator, cafe, "came", 40, ethnicity={"asian": 2, "black": 6, "white": 32})
    found = queries.of_gathering(facilitator, str(cafe.pk))
    cells = {row.value: row.came for row in found.rows}
    assert cells["asian"].hidden and cells["black"].hidden and cells["asian"].count is None
    assert cells["white"].count == 32
    assert "very few" in next(alarm.words for alarm in found.alarms if alarm.value == "asian")
    assert "5%" not in " ".join(alarm.words for alarm in found.alarms)
    count(facilitator, cafe, "came", 4, ethnicity={"white": 4})
    found = queries.of_gathering(facilitator, str(cafe.pk))
    assert found.steps[0].hidden and found.steps[0].many is None
    assert all(row.came.hidden or row.came.count is None for row in found.rows)


def test_who_did_not_say_is_always_shown_and_so_many_are_a_caution(ashby, cafe, facilitator):
    count(facilitator, cafe, "came", 40, ethnicity={"asian": 10, "white": 15})
    (group,) = queries.of_gathering(facilitator, str(cafe.pk)).groups
    assert group.not_said == (("Came", "15 of 40"),) and group.cautious
    asian = next(row for row in group.rows if row.value == "asian")
    assert asian.came.share == 40.0 and 23 < asian.came.lower < 24 and 59 < asian.came.upper < 60


def test_who_spoke_is_read_from_the_communities_people_named_each_person_once(ashby, cafe, facilitator):
    for number in range(6):
        slip, _code = give_slip(HOUSE, place=str(ashby.pk))
        who = actors.of_contributor(slip)
        names = ["Young  carers" if number % 2 else "young carers"]
        for _again in range(2):
            record_voice(
                who, place=ashby, kind="story", words="Aa", agreed=["listen"], gathering=cafe, communities=names
            )
    found = queries.of_gathering(facilitator, str(cafe.pk))
    (row,) = found.rows
    assert (row.group, row.label, row.spoke.count) == ("community", "young carers", 6)
    assert found.steps[0].many == 6 and "what people said of themselves" in found.steps[0].how


def test_counting_again_writes_over_and_more_than_all_is_refused(ashby, cafe, facilitator, make):
    count(facilitator, cafe, "came", 12, ethnicity={"asian": 5})
    count(facilitator, cafe, "came", 13, ethnicity={"asian": 6})
    assert Tally.objects.get(group="everybody").many == 13 and Tally.objects.count() == 2
    with pytest.raises(Invalid, match="that makes 20, and there were 13 in all"):
        count(facilitator, cafe, "came", 13, ethnicity={"asian": 10, "white": 10})
    count(facilitator, cafe, "came", 13, community={"Deaf": 9, "carers": 9})
    with pytest.raises(NotAllowed, match="holds gatherings"):
        count(make.person(link_worker=ashby), cafe, "came", 3)


def test_one_gathering_is_for_those_who_work_there_and_the_season_for_everybody(ashby, cafe, facilitator, make):
    count(facilitator, cafe, "came", 40, ethnicity={"asian": 10, "white": 30})
    for who in (PUBLIC, make.person(), make.person(analyst=ashby)):
        with pytest.raises(NotAllowed, match="season as a whole is for everybody"):
            queries.of_gathering(who, str(cafe.pk))
    now = seasons.of(TODAY)
    assert queries.of_season(PUBLIC, ashby, now).rows[0].came.count == 10
    assert queries.gatherings_in(PUBLIC, ashby, now) == [] and queries.gatherings_in(facilitator, ashby, now) == [cafe]


def test_seasons_follow_each_other_and_never_overlap():
    day, met = date(2026, 1, 1), []
    while day < date(2028, 1, 1):
        season = seasons.of(day)
        assert season.start <= day <= season.end and seasons.named(season.code) == season
        met.append(season.code)
        day += timedelta(days=1)
    assert list(dict.fromkeys(met))[:3] == ["2025-winter", "2026-spring", "2026-summer"]
    assert seasons.named("2026-monsoon") is None and seasons.of(date(2027, 2, 1)).name == "Winter 2026–27"


@pytest.fixture
def asha(facilitator, ashby, cafe):
    told = dict(group="ethnicity", value="asian", owner="Asha", way="trusted", how="She asks the mothers")
    return changes.plan_outreach(facilitator, place=ashby, gathering=cafe, by=TODAY, myself=True, **told)


def test_whoever_reaches_out_stands_beside_the_alarm_and_overdue_ones_rise(ashby, cafe, facilitator, asha, unguarded):
    count(facilitator, cafe, "came", 40, ethnicity={"white": 40})
    told = dict(group="ethnicity", value="black", owner="Bo", way="there")
    changes.plan_outreach(facilitator, place=ashby, gathering=cafe, by=TODAY + timedelta(days=3), **told)
    found = queries.of_gathering(facilitator, str(cafe.pk))
    assert next(a for a in found.alarms if a.value == "asian").outreach[0].owner == "Asha"
    Outreach.objects.filter(owner="Bo").update(by=TODAY - timedelta(days=1))
    first, second = queries.of_gathering(facilitator, str(cafe.pk)).outreach
    assert (first.owner, first.overdue, second.overdue) == ("Bo", True, False)


def test_names_and_words_of_reaching_out_are_for_those_who_work_there(ashby, asha, facilitator):
    changes.say_what_came(facilitator, asha, came_of_it="Nine came")
    row = queries.of_season(PUBLIC, ashby, seasons.of(TODAY)).outreach[0]
    assert (row.owner, row.how, row.came_of_it, row.way) == ("", "", "", "Somebody they trust asks them")
    assert row.done and not row.may_change


def test_outreach_names_somebody_and_a_day_to_come(ashby, facilitator, make):
    told = dict(place=ashby, group="age", value="85", way="phone")
    with pytest.raises(Invalid, match="Name somebody"):
        changes.plan_outreach(facilitator, owner=" ", by=TODAY, **told)
    with pytest.raises(Invalid, match="still to come"):
        changes.plan_outreach(facilitator, owner="Bo", by=TODAY - timedelta(days=1), **told)
    with pytest.raises(NotAllowed):
        changes.plan_outreach(make.person(), owner="Bo", by=TODAY, **told)


def test_an_erased_persons_name_leaves_what_they_took_on(asha, facilitator):
    erase_person(facilitator, facilitator)
    asha.refresh_from_db()
    assert (asha.owner, asha.owner_id, asha.how) == ("", "", "She asks the mothers")


def test_pages_count_and_show_and_the_spreadsheet_says_the_same(ashby, cafe, make):
    account, client = make.account(facilitator=ashby), Client()
    client.login(username=account.email, password=PASSWORD)
    page = client.get(f"/gathering/{cafe.pk}/count/came").content.decode()
    assert "empty means not known, and 0 means nobody" in page
    sent = {"everybody": "40", "how": "tally", "ethnicity--asian": "9", "ethnicity--white": "31"}
    sent |= {"community-0": "Deaf  club", "community-0-many": "7"}
    onward = client.post(f"/gathering/{cafe.pk}/count/came", sent)
    assert onward["Location"].endswith("/reached?done=counted")
    assert "Deaf club" in client.get(onward["Location"]).content.decode()
    table = Client().get("/place/ashby/reached.csv").content.decode()
    line = next(each for each in table.splitlines() if ",asian," in each)
    assert ",400,40.0," in line and ",9,22.5," in line
    wrong = client.post(f"/gathering/{cafe.pk}/count/came", {**sent, "ethnicity--asian": "39"})
    assert wrong.status_code == 400 and "that makes 70" in wrong.content.decode()
    named = client.post(f"/gathering/{cafe.pk}/count/came", {**sent, "community-0": ""})
    assert "Say which community this number is of" in named.content.decode()
    assert client.get(f"/gathering/{cafe.pk}/count/sung").status_code == 404
    assert client.get(f"/gathering/{cafe.pk}/count/sheet").status_code == 200
    assert Client().get(f"/gathering/{cafe.pk}/reached").status_code == 403


def test_reaching_out_is_said_on_a_page_and_what_came_of_it_too(ashby, cafe, make):
    account, client = make.account(link_worker=ashby), Client()
    client.login(username=account.email, password=PASSWORD)
    there = "/place/ashby/reached/reach-out"
    assert "Asian" in client.get(f"{there}?group=ethnicity&value=asian&gathering={cafe.pk}").content.decode()
    sent = {"who": "community--", "community": "Deaf", "owner": "Jo", "way": "there", "by": TODAY.isoformat()}
    onward = client.post(there, sent | {"gathering": str(cafe.pk)})
    assert onward.status_code == 302
    held = Outreach.objects.get()
    assert (held.group, held.value, held.gathering) == ("community", "Deaf", cafe)
    assert client.post(f"/outreach/{held.pk}", {}).status_code == 400
    later = (TODAY + timedelta(days=9)).isoformat()
    client.post(f"/outreach/{held.pk}", {"by": later})
    client.post(f"/outreach/{held.pk}", {"came_of_it": "Three came"})
    held.refresh_from_db()
    assert held.by.isoformat() == later and held.came_of_it == "Three came" and held.done_at
    assert Client().get(f"/outreach/{held.pk}").status_code == 403
