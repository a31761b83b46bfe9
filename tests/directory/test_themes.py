"""Themes and campaigns: who makes them, that they count as the lists do, and that they carry only what is public."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from icalendar import Calendar

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory import found, going_on
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Campaign, Theme
from commonweal.directory.sharing import chosen, reading
from commonweal.directory.sharing.changes import change_theme, end_theme, make_theme, say_campaign
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from tests.makers import PASSWORD

FACES = dict(invitation="Come in, it is warm.", whom="Whoever is cold.", say="There is soup.", refer="Ring Tom.")


@pytest.fixture
def warm(here) -> Theme:
    """Two things that keep people warm, one of them free, and one thing that does not."""
    for name, helps, fee in (("Soup", ["keeping warm", "company"], "Free"), ("Sauna", ["keeping warm"], "£9")):
        made = directory.add_service(HOUSE, organization=here.choir, name=name, helps_with=helps, fees_description=fee)
        directory.hold_at(HOUSE, made, here.hall, schedule="Mondays", times=[{"byday": "MO", "freq": "WEEKLY"}])
    return make_theme(HOUSE, here.place, title="Warm spaces", words="Come in.", rule={"helps_with": ["keeping warm"]})


def names(theme: Theme) -> list[str]:
    return [each.name for each in reading.theme(PUBLIC, theme.place, theme.slug).services]


def test_a_theme_counts_exactly_as_the_list_and_the_search_do(here, warm):
    listed = going_on.services_in(PUBLIC, here.place, helps_with="keeping warm")
    assert names(warm) == [each.name for each in listed] == ["Sauna", "Soup"]
    free = change_theme(HOUSE, warm, title="Free", rule={"free": True})
    searched = found.find(PUBLIC, here.place, "", asked=chosen.filters({"free": True}), most=50)
    assert sorted(names(free)) == sorted(each.service.name for each in searched.rows) == ["Soup"]
    both = change_theme(HOUSE, warm, title="Both", rule={"helps_with": ["keeping warm"], "free": True})
    assert names(both) == ["Soup"] and reading.themes(PUBLIC, here.place)[0].services == 1


def test_what_was_picked_by_hand_stands_first_in_its_order_and_once(here, warm):
    by_name = {each.name: each.id for each in going_on.services_in(PUBLIC, here.place)}
    picked = [by_name["Singing"], by_name["Soup"]]
    change_theme(HOUSE, warm, title="Warm", rule={"helps_with": ["keeping warm"]}, picked=picked)
    assert names(warm) == ["Singing", "Soup", "Sauna"]
    alone = change_theme(HOUSE, warm, title="Warm", picked=picked[:1])
    assert names(alone) == ["Singing"]


def test_only_a_steward_makes_a_theme_and_one_without_a_rule_is_refused(here, make, warm, client):
    for who in (PUBLIC, make.person(), make.person(listener=here.place), make.person(link_worker=here.place)):
        with pytest.raises(NotAllowed, match="Only a steward"):
            make_theme(who, here.place, title="Mine", rule={"free": True})
        with pytest.raises(NotAllowed):
            end_theme(who, warm)
    steward = make.person(steward=here.place)
    for facts, words in (
        (dict(title="Empty"), "Say what belongs"),
        (dict(title=" ", rule={"free": True}), "title"),
        (dict(title="Warm spaces", rule={"free": True}), "already"),
        (dict(title="X", rule={"free": True}, colour="gold"), "drawing and a colour"),
        (
            dict(title="X", rule={"free": True}, first_day=timezone.localdate(), last_day=timezone.localdate().min),
            "before",
        ),
    ):
        with pytest.raises(Invalid, match=words):
            make_theme(steward, here.place, **facts)


def test_a_steward_makes_a_theme_on_its_page_and_everybody_reads_it(here, warm, make, client):
    reader = client.__class__()
    client.login(username=make.account(steward=here.place).email, password=PASSWORD)
    sent = {"title": "Together", "drawing": "table", "colour": "voice", "helps_with": ["company"], "words": "Hello."}
    answered = client.post("/place/dale/themes/new", sent)
    assert answered.status_code == 302 and answered["Location"].startswith("/place/dale/theme/together")
    body = reader.get("/place/dale/theme/together").content.decode()
    assert "Singing" in body and "Soup" in body and "Sauna" not in body and "hero voice" in body
    assert reader.get("/place/dale/themes").content.decode().count("theme-card ") == 2
    refused = client.post("/place/dale/themes/new", {"title": "Nothing", "drawing": "table", "colour": "voice"})
    assert refused.status_code == 400 and "Say what belongs to it" in refused.content.decode()
    edited = client.post("/place/dale/theme/together/edit", sent | {"title": "All together", "free": "on"})
    assert edited.status_code == 302 and Theme.objects.get(slug="together").rule["free"] is True
    assert client.post("/place/dale/theme/together/end", {}).status_code == 400
    assert client.post("/place/dale/theme/together/end", {"sure": "yes"}).status_code == 302
    assert reader.get("/place/dale/theme/together").status_code == 404


def test_its_twins_and_its_calendar_hold_the_same(here, warm, client):
    rows = list(
        csv.DictReader(io.StringIO(client.get("/place/dale/theme/warm-spaces.csv").content.decode("utf-8-sig")))
    )
    assert [each["name"] for each in rows] == names(warm)
    whole = client.get("/place/dale/theme/warm-spaces.json").json()["whole"]
    assert whole["theme"]["services"] == len(whole["services"]) == 2 and "picked" not in whole["theme"]
    calendar = Calendar.from_ical(client.get("/place/dale/theme/warm-spaces/sessions.ics").content)
    assert {str(each["summary"]).partition(" (")[0] for each in calendar.walk("vevent")} == {"Soup", "Sauna"}


def test_a_theme_that_is_over_or_to_come_says_so(here, warm, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    rule = {"helps_with": ["keeping warm"]}
    change_theme(HOUSE, warm, title="Warm spaces", rule=rule, last_day=yesterday)
    assert "This ended on" in client.get("/place/dale/theme/warm-spaces").content.decode()
    assert reading.themes(PUBLIC, here.place)[0].state == "over"


def test_nothing_that_is_not_for_everyone_comes_with_a_theme_whoever_asks(here, warm, make, client):
    soup = next(each for each in going_on.services_in(PUBLIC, here.place) if each.name == "Soup")
    change_theme(HOUSE, warm, title="Warm spaces", rule={"helps_with": ["keeping warm"]}, picked=[soup.id])
    from commonweal.directory.models import Service

    held = Service.objects.get(pk=soup.id)
    describe(HOUSE, held, said={"fees_description": "A quiet canary"})
    withhold(HOUSE, held, field="fees_description", reason="Told face to face.")
    paths = [f"/place/dale/theme/warm-spaces{end}" for end in ("", ".json", ".csv", "/sessions.ics")]
    client.login(username=make.account(steward=here.place).email, password=PASSWORD)
    for path in paths:
        assert "canary" not in client.get(path).content.decode(), path
    withhold(HOUSE, held, reason="They asked for it.")
    assert names(warm) == ["Sauna"] and reading.not_shown(warm) == 1
    for path in paths:
        assert "Soup" not in client.get(path).content.decode(), path


def test_where_a_thing_happens_is_not_told_by_its_theme_when_it_is_withheld(here, warm, client):
    from commonweal.directory.models import Location

    withhold(HOUSE, Location.objects.get(name="The Hall"), field="whereabouts", reason="It is a refuge.")
    for end in ("", ".json", ".csv", "/sessions.ics"):
        assert "The Hall" not in client.get(f"/place/dale/theme/warm-spaces{end}").content.decode()


# ── Campaigns ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_campaign_has_two_faces_under_one_look(here, warm, client):
    said = dict(statement="Cold homes are hard on lungs.", source="Dale survey, 2025", address="https://a.example")
    say_campaign(HOUSE, warm, **FACES, evidence=[said])
    public = client.get("/place/dale/campaign/warm-spaces").content.decode()
    staff = client.get("/place/dale/campaign/warm-spaces/for-staff").content.decode()
    for body in (public, staff):
        assert 'class="hero here"' in body and "Warm spaces" in body and "Soup" in body
    assert "Come in, it is warm." in public and "Ring Tom." not in public
    assert all(each in staff for each in ("Whoever is cold.", "There is soup.", "Ring Tom.", "Dale survey, 2025"))
    whole = client.get("/place/dale/campaign/warm-spaces.json").json()["campaign"]
    assert whole["evidence"][0]["source"] == "Dale survey, 2025"


def test_a_statement_without_a_source_is_refused(here, warm):
    for evidence, words in (
        ({"statement": "It cures everything."}, "names no source"),
        ({"source": "Somebody, 2020"}, "without a statement"),
        ({"statement": "A", "source": "B", "address": "javascript:alert(1)"}, "web address"),
    ):
        with pytest.raises(Invalid, match=words):
            say_campaign(HOUSE, warm, **FACES, evidence=[evidence])
    assert not Campaign.objects.exists()
    with pytest.raises(Invalid, match="consultation"):
        say_campaign(HOUSE, warm, **FACES | {"say": " "})


def test_a_campaign_is_said_by_a_steward_on_its_page(here, warm, make, client):
    assert client.post("/place/dale/campaign/warm-spaces/edit", FACES).status_code == 403
    assert client.get("/place/dale/campaign/warm-spaces").status_code == 404
    client.login(username=make.account(steward=here.place).email, password=PASSWORD)
    bare = client.post("/place/dale/campaign/warm-spaces/edit", FACES | {"statement_1": "It works."})
    assert bare.status_code == 400 and "names no source" in bare.content.decode()
    assert client.post("/place/dale/campaign/warm-spaces/edit", FACES).status_code == 302
    assert client.get("/place/dale/campaign/warm-spaces").status_code == 200
    assert client.post("/place/dale/campaign/warm-spaces/end", {"sure": "yes"}).status_code == 302
    assert client.get("/place/dale/campaign/warm-spaces").status_code == 404


def test_what_is_near_comes_first_and_a_postcode_that_is_none_is_said_to_be(here, warm, client):
    say_campaign(HOUSE, warm, **FACES)
    wrong = client.get("/place/dale/campaign/warm-spaces?near=nowhere").content.decode()
    assert "postcode" in wrong and 'id="near-wrong"' in wrong and "Soup" in wrong


def test_the_nearest_to_a_postcode_come_first_and_what_is_nowhere_known_last(here, warm, client, monkeypatch):
    say_campaign(HOUSE, warm, **FACES)
    directory.add_service(HOUSE, organization=here.choir, name="A van", helps_with=["keeping warm"])
    spot = SimpleNamespace(lat=54.6, lon=1.9)
    monkeypatch.setattr("commonweal.directory.sharing.campaign_views.places.postcode", lambda viewer, typed: spot)
    body = client.get("/place/dale/campaign/warm-spaces?near=ZZ1+1AA").content.decode()
    listed = body[body.index("first, in a straight line") :]
    assert "about 50 m" in listed and listed.index("Soup") < listed.index("A van") < listed.index("not known where")


def test_a_theme_is_found_by_its_title_and_from_the_page_of_what_goes_on(here, warm, client):
    assert "/place/dale/theme/warm-spaces" in client.get("/place/dale/services").content.decode()
    found = client.get("/find?q=warm+space").content.decode()
    assert "/place/dale/theme/warm-spaces" in found
    end_theme(HOUSE, warm)
    assert "/place/dale/theme/warm-spaces" not in client.get("/place/dale/services").content.decode()
