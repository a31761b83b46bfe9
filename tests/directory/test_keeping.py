"""Keeping entries true: editing by a link or an account, taking back, telling what is wrong, and the board."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from commonweal.core.errors import Clash, Gone, Invalid, NotAllowed
from commonweal.directory import changes, keeping, rules
from commonweal.directory.entry_words import as_said
from commonweal.directory.keep_changes import (
    answer_report,
    confirm,
    decide,
    describe,
    give_link,
    offer,
    report_missing,
    report_wrong,
    say,
    set_policy,
    take_back,
)
from commonweal.directory.models import EditLink, EntryVersion, Proposal, Report, Schedule, Service
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.people import actors
from commonweal.people.changes import grant_role
from commonweal.people.roles import ORGANISATION
from tests.makers import PASSWORD

TUESDAY = {"description": "Tuesdays, 6.30 to 8", "byday": "TU", "freq": "WEEKLY", "opens_at": "18:30"}


@pytest.fixture
def singer(here, make):
    """Somebody of the choir, with an account."""
    account = make.account()
    grant_role(HOUSE, account, role="provider", scope_kind=ORGANISATION, scope_id=str(here.choir.pk))
    return account


def form_of(client, service) -> dict[str, str]:
    """The edit page's form as a browser would send it back."""
    context = client.get(f"/service/{service.pk}/edit").context
    formset = context["formset"]
    every = [context["form"], formset.management_form, *formset.forms]
    return {each.html_name: value for form in every for each in form if (value := each.value()) is not None}


def test_whoever_has_the_link_corrects_the_time_from_a_phone_without_an_account(here, client, entries):
    _link, code = give_link(HOUSE, here.singing)
    opened = client.get(f"/keep/{code}")
    assert opened.status_code == 302 and opened["Location"] == f"/service/{here.singing.pk}/edit"
    sent = form_of(client, here.singing)
    assert sent["times-0-description"] == "Tuesdays at 7"
    sent |= {"times-0-days": ["WE"], "times-0-opens_at": "19:30", "times-0-description": "Wednesdays at 7.30"}
    assert client.post(f"/service/{here.singing.pk}/edit", sent).status_code == 302
    page = client.get(f"/service/{here.singing.pk}?kept=1").content.decode()
    assert "Wednesdays at 7.30" in page and "Kept. Thank you" in page
    [time] = Schedule.objects.filter(service_at_location__service=here.singing)
    assert (time.byday, time.opens_at, time.freq) == ("WE", "19:30", "WEEKLY")
    entry = entries("directory.service.describe")[0]
    assert entry.who_kind == "link" and entry.facts == {"fields": "times"}


def test_saving_what_was_not_touched_changes_nothing_but_the_day_it_was_confirmed(here, client, singer):
    describe(HOUSE, here.singing, said={"times": [TUESDAY | {"valid_from": "2026-09-01"}], "url": "https://a.example"})
    describe(HOUSE, here.singing, said={"helps_with": ["company", "feeling low"]})
    before = as_said(here.singing)
    client.login(username=singer.email, password=PASSWORD)
    assert client.post(f"/service/{here.singing.pk}/edit", form_of(client, here.singing)).status_code == 302
    here.singing.refresh_from_db()
    assert as_said(here.singing) == before and EntryVersion.objects.count() == 2


def test_one_press_confirms_all_of_it(here, client, singer):
    Service.objects.filter(pk=here.singing.pk)
    client.login(username=singer.email, password=PASSWORD)
    page = client.get(f"/service/{here.singing.pk}/edit").content.decode()
    assert "All of it is still right" in page
    assert client.post(f"/service/{here.singing.pk}/confirm").status_code == 302
    here.singing.refresh_from_db()
    assert here.singing.assured_date == timezone.localdate()


def test_a_link_opens_one_entry_and_no_other_and_makes_no_links(here, client):
    other = changes.add_service(HOUSE, organization=here.choir, name="Rounds")
    link, code = give_link(HOUSE, here.singing)
    client.get(f"/keep/{code}")
    assert client.get(f"/service/{here.singing.pk}/edit").status_code == 200
    for path in (f"/service/{other.pk}/edit", "/place/dale/keeping"):
        assert client.get(path).status_code == 403
    assert client.post(f"/service/{here.singing.pk}/link", {}).status_code == 403
    who = keeping.by_link(str(link.pk), str(here.singing.pk))
    assert who is not None and not who.holds("provider", ORGANISATION, here.choir.pk)
    with pytest.raises(NotAllowed):
        changes.add_service(who, organization=here.choir, name="Mine")


def test_a_link_ends_by_time_and_with_the_next_one(here, client):
    _first, old = give_link(HOUSE, here.singing)
    link, code = give_link(HOUSE, here.singing)
    with pytest.raises(Gone, match="has ended"):
        keeping.link(old)
    client.get(f"/keep/{code}")
    EditLink.objects.filter(pk=link.pk)
    assert keeping.by_link(str(link.pk), str(here.singing.pk))
    link.expires_at = timezone.now() - timedelta(days=1)
    assert client.get("/keep/nonsense").status_code == 404


def test_an_ended_link_no_longer_lets_in(here, client, unguarded):
    link, code = give_link(HOUSE, here.singing)
    client.get(f"/keep/{code}")
    link.expires_at = timezone.now() - timedelta(days=1)
    link.save()
    assert client.get(f"/service/{here.singing.pk}/edit").status_code == 403
    assert client.get(f"/keep/{code}").status_code == 410


def test_only_a_hash_of_a_link_is_kept(here):
    link, code = give_link(HOUSE, here.singing, email="bo@example.org")
    assert code not in link.code_hash and code not in str(EditLink.objects.values())


def test_a_link_goes_by_letter_or_is_shown_once(here, client, make):
    client.login(username=make.account(steward=here.place).email, password=PASSWORD)
    shown = client.post(f"/service/{here.singing.pk}/link", {"email": ""}).content.decode()
    assert re.search(r"/keep/[\w-]{20,}", shown)
    sent = client.post(f"/service/{here.singing.pk}/link", {"email": "bo@example.org"}).content.decode()
    assert "/keep/" not in sent and "bo@example.org" in sent
    assert re.search(r"/keep/[\w-]{20,}", mail.outbox[-1].body) and "Singing" in mail.outbox[-1].subject
    assert client.post(f"/service/{here.singing.pk}/link", {"email": "nobody"}).status_code == 400


def test_what_an_entry_said_can_be_said_again(here, client, singer):
    describe(HOUSE, here.singing, said={"description": "New words.", "times": [TUESDAY]})
    [version] = EntryVersion.objects.all()
    client.login(username=singer.email, password=PASSWORD)
    assert "What it said before" in client.get(f"/service/{here.singing.pk}/edit").content.decode()
    assert client.post(f"/service/{here.singing.pk}/take-back", {"version": version.pk}).status_code == 302
    here.singing.refresh_from_db()
    assert here.singing.description == "" and as_said(here.singing)["times"][0]["description"] == "Tuesdays at 7"
    # What was taken back can be brought back too.
    take_back(HOUSE, here.singing, version=EntryVersion.objects.latest("until").pk)
    here.singing.refresh_from_db()
    assert here.singing.description == "New words."


def test_nobody_takes_back_what_is_not_this_entrys(here):
    other = changes.add_service(HOUSE, organization=here.choir, name="Rounds")
    describe(HOUSE, other, said={"description": "x"})
    with pytest.raises(Invalid, match="not one of this entry's"):
        take_back(HOUSE, here.singing, version=EntryVersion.objects.get().pk)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " "}, "Say what the service is called"),
        ({"name": "x" * 201}, "at most 200"),
        ({"url": "javascript:alert(1)"}, "begins with https"),
        ({"email": "nobody"}, "email"),
        ({"phone": "call me"}, "not a telephone number"),
        ({"minimum_age": 20, "maximum_age": 10}, "youngest age is above"),
        ({"status": "sleeping"}, "whether it is on"),
        ({"times": [{"opens_at": "half six"}]}, "A time looks like"),
        ({"times": [{"byday": "XX"}]}, "A day is one of"),
        ({"description": "x" * 6000}, "fewer words"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_written(here, said, words):
    before = as_said(here.singing)
    with pytest.raises(Invalid, match=words):
        describe(HOUSE, here.singing, said={"alert": "half"} | said)
    here.singing.refresh_from_db()
    assert as_said(here.singing) == before and not EntryVersion.objects.exists()


def test_a_mistake_in_the_form_is_said_at_the_top_and_what_was_typed_stays(here, client, singer):
    client.login(username=singer.email, password=PASSWORD)
    sent = form_of(client, here.singing) | {"phone": "call me", "description": "Kept words"}
    answered = client.post(f"/service/{here.singing.pk}/edit", sent)
    page = answered.content.decode()
    assert answered.status_code == 400 and "not a telephone number" in page and "Kept words" in page


def test_where_edits_are_looked_at_first_they_wait_and_the_decision_is_recorded(here, make, singer, client, entries):
    set_policy(HOUSE, here.place, edits="held", confirm_months=6)
    client.login(username=singer.email, password=PASSWORD)
    sent = form_of(client, here.singing) | {"description": "We moved."}
    assert client.post(f"/service/{here.singing.pk}/edit", sent)["Location"].endswith("waits=1")
    here.singing.refresh_from_db()
    assert here.singing.description == ""
    steward = make.account(steward=here.place)
    client.login(username=steward.email, password=PASSWORD)
    board = client.get("/place/dale/keeping").content.decode()
    assert "We moved." in board
    proposal = Proposal.objects.get()
    assert client.post(f"/proposal/{proposal.pk}/decide", {"take": "no"}).status_code == 400
    assert client.post(f"/proposal/{proposal.pk}/decide", {"take": "yes"}).status_code == 302
    here.singing.refresh_from_db()
    assert here.singing.description == "We moved." and entries("directory.proposal.decide")[0].facts["state"] == "taken"
    with pytest.raises(Clash):
        decide(actors.of_account(steward), Proposal.objects.get(), take=True)


def test_those_who_keep_the_directory_are_not_held_up_and_a_stranger_is_refused(here, make):
    set_policy(HOUSE, here.place, edits="held", confirm_months=6)
    assert isinstance(say(make.person(link_worker=here.place), here.singing, {"alert": "x"}), Service)
    for who in (PUBLIC, make.person(), make.person(analyst=here.place)):
        with pytest.raises(NotAllowed):
            say(who, here.singing, {"alert": "x"})
        with pytest.raises(NotAllowed):
            set_policy(who, here.place, edits="live", confirm_months=6)


def test_anybody_says_that_something_is_wrong_and_sees_what_became_of_it(here, client, make):
    answered = client.post(
        f"/service/{here.singing.pk}/wrong", {"words": "It moved to Thursdays", "reply_to": "me@example.org"}
    )
    assert answered.status_code == 302
    path = answered["Location"].partition("?")[0]
    assert "Nobody has answered yet" in client.get(path).content.decode()
    assert "It moved" not in client.get(f"{path}.json").content.decode()
    account = make.account(link_worker=here.place)
    client.login(username=account.email, password=PASSWORD)
    assert "It moved to Thursdays" in client.get("/place/dale/keeping").content.decode()
    report = Report.objects.get()
    assert client.post(f"/report/{report.pk}/answer", {"mended": "yes", "answer": ""}).status_code == 400
    client.post(f"/report/{report.pk}/answer", {"mended": "yes", "answer": "Thursdays now. Thank you."})
    page = client.get(path).content.decode()
    assert "Thursdays now. Thank you." in page and "put right" in page
    assert mail.outbox[-1].to == ["me@example.org"] and "Thursdays now" in mail.outbox[-1].body
    report.refresh_from_db()
    assert report.reply_to == ""


def test_something_missing_can_be_told_of_and_nothing_told_is_refused(here, client):
    assert client.post("/place/dale/missing", {"words": "The kitchen choir"}).status_code == 302
    assert Report.objects.get().kind == "missing"
    assert client.post("/place/dale/missing", {"words": ""}).status_code == 400
    assert client.get("/told/nonsense").status_code == 404


def test_a_report_is_answered_once_and_by_whoever_works_here(here, make):
    report, _code = report_wrong(PUBLIC, here.singing, words="Wrong")
    with pytest.raises(NotAllowed):
        answer_report(make.person(), report, mended=True, answer="No")
    answer_report(HOUSE, report, mended=False, answer="It is right.")
    with pytest.raises(Clash):
        answer_report(HOUSE, report, mended=True, answer="Again")
    report_missing(PUBLIC, here.place, words="A choir")


def test_the_board_counts_what_was_confirmed_and_what_was_never(here, make, unguarded, client):
    old = changes.add_service(HOUSE, organization=here.choir, name="Old rounds", helps_with=["company"])
    Service.objects.filter(pk=old.pk).update(assured_date=timezone.localdate() - timedelta(days=400))
    never = changes.add_service(HOUSE, organization=here.choir, name="New rounds")
    Service.objects.filter(pk=never.pk).update(assured_date=None)
    board = keeping.board(make.person(steward=here.place), here.place)
    total = Service.objects.count()
    assert (board.all.services, board.all.confirmed, board.all.never) == (total, total - 2, 1)
    assert [each.name for each in board.stale] == ["New rounds", "Old rounds"]
    company = next(each for each in board.by_need if each.part == "company")
    assert (company.services, company.confirmed) == (2, 1)
    confirm(make.person(link_worker=here.place), old, how="phone")
    assert keeping.board(HOUSE, here.place).all.confirmed == total - 1
    assert client.get("/place/dale/keeping.csv").status_code == 403


def test_a_confirmation_says_how_it_is_known(here, entries):
    with pytest.raises(Invalid, match="how you know"):
        confirm(HOUSE, here.singing, how="dream")
    confirm(HOUSE, here.singing, how="visit")
    assert entries("directory.service.confirm")[0].facts == {"how": "visit"}
    assert rules.LINK == "link"


def test_what_waits_about_an_entry_that_went_still_waits_and_its_link_says_so(here, unguarded):
    _link, code = give_link(HOUSE, here.singing)
    report_wrong(PUBLIC, here.singing, words="It moved.")
    offer(HOUSE, here.singing, said={"name": "Shouting"})
    Service.objects.filter(pk=here.singing.pk).update(gone_at=timezone.now())
    assert {each.kind for each in keeping.board(HOUSE, here.place).waiting} == {"edit", "wrong"}
    with pytest.raises(Gone, match="put together with another"):
        keeping.link(code)
