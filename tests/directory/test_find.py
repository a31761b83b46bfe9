"""Finding what goes on in a place: in plain words, with reasons, with what must be so, and nothing withheld."""

from __future__ import annotations

import json

import pytest

from commonweal.directory import changes, found
from commonweal.directory.find_views import NOT_BY_MEANING
from commonweal.directory.models import Audience
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.openreferral.finding import semantic
from commonweal.openreferral.finding.filters import Filters
from tests.makers import PASSWORD

EVENING = {"freq": "WEEKLY", "byday": "TU", "opens_at": "18:30", "closes_at": "20:00"}


@pytest.fixture
def told(here):
    """Singing on Tuesday evenings for nothing, and digging with no time said."""
    changes.hold_at(HOUSE, here.singing, here.hall, schedule="Tuesdays, 6.30 to 8", times=[EVENING])
    facts = {"description": "Spades lent.", "helps_with": ["growing things", "company"], "fees_description": "Free"}
    changes.add_service(HOUSE, organization=here.choir, name="Digging together", **facts)
    return here


def names(client, asked: str) -> list[str]:
    """What the page's data finds."""
    rows = client.get(f"/place/dale/find.json?{asked}").json()["found"]["rows"]
    return [each["service"]["name"] for each in rows]


def test_plain_words_find_what_fits_and_say_why(told, client):
    page = client.get("/place/dale/find?q=lonely+and+like+gardening").content.decode()
    for words in ("Digging together", "Why it is here", "helps with: “", "growing things"):
        assert words in page
    assert "Nobody has said" in page
    assert names(client, "q=lonely+and+like+gardening")[0] == "Digging together"


def test_a_reason_names_the_day_and_the_data_of_the_page_are_asked_the_same(told, client):
    page = client.get("/place/dale/find?q=singing+tuesday").content.decode()
    assert "Tuesday</span>” (you wrote" in page and ">TU<" not in page
    assert 'href="/place/dale/find.json?q=singing+tuesday"' in page


def test_misspelt_words_find_it_all_the_same(told, client):
    assert names(client, "q=sining")[0] == "Singing"


def test_what_must_be_so_is_exact_and_counted(told, client):
    assert names(client, "free=on") == ["Digging together"]
    assert names(client, "day=TU&part=evening") == ["Singing"] and names(client, "day=WE") == []
    page = found.find(PUBLIC, told.place, "")
    assert page.total == 2 and page.counts["days"]["TU"] == 1 and page.counts["free"]["free"] == 1
    assert found.find(PUBLIC, told.place, "", asked=Filters(free=True)).total == 1


def test_nothing_typed_is_everything_that_is_on_and_nothing_found_says_what_to_do(told, client):
    assert len(names(client, "")) == 2
    page = client.get("/place/dale/find?q=submarine+harpsichord").content.decode()
    assert "Nothing here fits, that we know of." in page and "/place/dale/missing" in page


def test_what_cannot_be_asked_is_said_at_the_field(told, client):
    for asked, words in (("near=nowhere", "not a postcode"), ("near=LS1+1AA", "do not know where"), ("age=300", "130")):
        answered = client.get(f"/place/dale/find?{asked}")
        assert answered.status_code == 400 and words in answered.content.decode(), asked
        program = client.get(f"/place/dale/find.json?{asked}")
        assert program.status_code == 400 and program.json()["error"]["detail"], asked
    assert client.get("/place/dale/find?page=9").status_code == 400


def test_what_is_for_partners_is_found_by_them_alone(told, client, make):
    assert names(client, "q=safe+room") == []
    client.login(username=make.account(link_worker=told.place).email, password=PASSWORD)
    assert names(client, "q=safe+room") == ["A safe room"]
    assert "A safe room" in client.get("/find?q=safe+room", follow=True).content.decode()


def test_what_has_closed_is_told_of_and_not_offered(told, client):
    changes.close_service(HOUSE, told.singing, status="temporarily closed", alert="The boiler.")
    page = client.get("/place/dale/find?q=singing").content.decode()
    assert "have closed" in page and "Singing" not in names(client, "q=singing")


def test_a_change_is_found_at_once(told, client):
    assert names(client, "q=harmonica") == []
    changes.add_service(HOUSE, organization=told.choir, name="Harmonica hour")
    assert names(client, "q=harmonica") == ["Harmonica hour"]
    withhold(HOUSE, told.choir, audience=Audience.PARTNERS, reason="Resting.")
    assert names(client, "q=harmonica") == []


def test_the_sites_search_understands_plain_words_too(told, client):
    page = client.get("/find?q=lonely").content.decode()
    assert "Digging together" in page


def test_matching_at_the_command_line_gives_offers_with_reasons(told, capsys):
    from commonweal.directory.commands import match

    match("lonely since my wife died, used to sing", place="dale", most=3, as_json=True)
    offers = json.loads(capsys.readouterr().out)["offers"]
    assert offers[0]["name"] == "Singing" and offers[0]["why"] and "cost" in offers[0]["unknown"]


def test_words_that_tell_of_danger_are_answered_with_where_help_is_now(told, client):
    page = client.get("/place/dale/find?q=I+want+to+kill+myself").content.decode()
    assert "somebody is there now" in page and "116 123" in page
    assert "somebody is there now" not in client.get("/place/dale/find?q=singing").content.decode()


def test_where_an_encoder_is_wanted_the_page_says_so_and_in_which_languages_it_fails(told, client, monkeypatch):
    class Words:
        def encode(self, texts):
            return [[1.0, 0.0] if "spades" in text.lower() else [0.0, 1.0] for text in texts]

    monkeypatch.setattr(found, "encoder", lambda: semantic.Remembering(Words()))
    page = client.get("/place/dale/find?q=something+to+do+with+spades+perhaps").content.decode()
    assert "what a sentence means" in page and "Bengali" in page and "Digging together" in page
    assert set(NOT_BY_MEANING) == set(semantic.FAILS)


def test_no_encoder_is_loaded_unless_the_installation_wants_one(told, client, monkeypatch):
    monkeypatch.setattr(semantic, "load", lambda: pytest.fail("It was loaded."))
    assert "what a sentence means" not in client.get("/place/dale/find?q=singing").content.decode()
