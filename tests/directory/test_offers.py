"""What people offer and ask: seen by those they choose and nobody else, at no exit; gone when it is taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAgreed, NotAllowed
from commonweal.core.privacy import house_models
from commonweal.directory.models import Block, Given, Misuse, Offer, OfferAnswer
from commonweal.directory.offers import changes, daily, queries
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.queries import history
from commonweal.journal.refs import Ref
from commonweal.people import actors
from commonweal.people.changes import give_slip, grant_role
from commonweal.people.consent_changes import withdraw_consent
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account
from commonweal.people.roles import ORGANISATION
from commonweal.places.changes import make_place
from tests.makers import PASSWORD

DAY = timedelta(days=1)
TRACES = ("Canary", "larkspur", "01632 960099")
AUDIENCES = ("helpers", "groups", "members", "everyone")


def said(**told):
    """The words of an offer that nobody else's words are."""
    now = {
        "way": "offer",
        "kind": "company",
        "words": "I can sit and listen, larkspur",
        "called": "Canary Bo",
        "reach": "01632 960099",
        "until": timezone.localdate() + 30 * DAY,
        "audience": "helpers",
    }
    return now | told


@pytest.fixture
def people(here, make):
    """One of each, by what they are here."""
    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    provider = make.account()
    grant_role(HOUSE, provider, role="provider", scope_kind=ORGANISATION, scope_id=str(here.choir.pk))
    stranger = make.account()
    grant_role(HOUSE, stranger, role="provider", scope_kind=ORGANISATION, scope_id=str(here.refuge.pk))
    return {
        "link worker": make.account(link_worker=here.place),
        "steward": make.account(steward=here.place),
        "analyst": make.account(analyst=here.place),
        "of the choir": provider,
        "of the refuge": stranger,
        "no role": make.account(),
        "elsewhere": make.account(link_worker=other),
        "administrator": make.account(administrator="house"),
        "nobody": None,
    }


SEEN = {
    "helpers": {"link worker", "steward"},
    "groups": {"of the choir"},
    "members": {"link worker", "steward", "analyst", "of the choir", "of the refuge"},
}


@pytest.fixture
def bo(make):
    """Somebody with a slip."""
    return make.contributor()


# Whoever differs from these is asked by the rule alone: a walk takes seconds.
WALK = ("link worker", "of the choir", "administrator", "nobody")


def walk(client, here, offers, answers):
    """Everything that anybody can ask that could know of them: each page with its body."""
    things = [("offer", each.pk) for each in offers] + [("answer", each.pk) for each in answers]
    twinned = ["/place/dale/offers", "/place/dale/offers?q=listen", "/place/dale/offers?kind=company"]
    twinned += [f"/offer/{each.pk}" for each in offers] + ["/place/dale/keeping"]
    alone = [f"/offer/{each.pk}/{what}" for each in offers for what in ("answer", "misuse", "change")]
    alone += [f"/{how}/directory.{kind}/{pk}" for how in ("thread", "history") for kind, pk in things]
    alone += ["/place/dale", "/find?q=listen", "/find.json?q=listen", "/me.json", f"/organization/{here.choir.pk}"]
    alone += ["/offers/mine", f"/history/places.place/{here.place.pk}", f"/thread/places.place/{here.place.pk}.json"]
    every = [(page, form) for page in twinned for form in ("", ".json", ".csv")] + [(page, "") for page in alone]
    for page, form in every:
        path, _, query = page.partition("?")
        answered = client.get(f"{path}{form}?{query}", follow=True)
        body = b"".join(answered.streaming_content) if answered.streaming else answered.content
        yield page + form, body.decode()


def test_nobody_who_is_not_chosen_meets_it_at_any_exit(here, people, bo, make):
    """Each word that tells one of them apart, looked for in every answer that each person is given."""
    offers, answers = {}, []
    for audience in AUDIENCES:
        words = said(audience=audience, words=f"I can listen, larkspur{audience}", called=f"Canary {audience}")
        groups = [here.choir] if audience == "groups" else []
        offers[audience] = changes.make_offer(bo, place=here.place, agreed=True, organizations=groups, **words)
    ann = make.person(steward=here.place)
    told = dict(called="Canary Ann", words="A canary word", reach="01632 960099", agreed=True)
    answers.append(changes.give_answer(ann, offers["helpers"], **told))
    for name, account in people.items():
        who = actors.of_account(account) if account else PUBLIC
        seen = {each.audience for each in Offer.objects.visible_to(who)}
        assert seen == {audience for audience in AUDIENCES if name in SEEN.get(audience, people)}, name
        if name not in WALK:
            continue
        client = Client()
        if account is not None:
            client.force_login(account)
        bodies = dict(walk(client, here, offers.values(), answers))
        for audience in AUDIENCES:
            chosen = audience == "everyone" or name in SEEN[audience]
            met = [page for page, body in bodies.items() if f"larkspur{audience}" in body]
            met += [page for page, body in bodies.items() if f"Canary {audience}" in body]
            assert bool(met) is chosen, (name, audience, met)
            if not chosen:
                # Not even an address of it is given, but where it was typed.
                key = str(offers[audience].pk)
                assert not [page for page, body in bodies.items() if key in body and key not in page], (name, audience)
        # Not even that there is something: a place's history is read by everybody.
        past = bodies[f"/history/places.place/{here.place.pk}"]
        assert "Make offer" not in past and "slip code" not in past
        # How to reach somebody, and what one says to another, is met by nobody else.
        for trace in ("01632 960099", "Canary Ann", "A canary word"):
            assert not [page for page, body in bodies.items() if trace in body], (name, trace)


def test_the_least_is_what_is_chosen_where_nothing_is(client, here):
    page = client.get("/place/dale/offers/new").context["form"]
    assert page["audience"].value() == "helpers" and page["until"].value() > timezone.localdate()


def test_it_is_seen_rendered_for_each_before_anything_is_kept(here, client):
    _slip, code = give_slip(HOUSE, place=str(here.place.pk))
    sent = said(audience="members") | {"until": str(timezone.localdate() + 9 * DAY), "do": "look"}
    page = client.post("/place/dale/offers/new", sent)
    body = page.content.decode()
    assert page.status_code == 200 and not Offer.objects.exists()
    assert body.count("Nothing. Not even that it is there.") == 1 and body.count("Canary Bo") == 3 + 1
    assert "Nobody here has been checked" in body
    kept = sent | {"do": "keep", "code": code}
    assert client.post("/place/dale/offers/new", kept).status_code == 400
    assert "18" in client.post("/place/dale/offers/new", kept | {"agreed": "on"}).content.decode()
    answered = client.post("/place/dale/offers/new", kept | {"agreed": "on", "adult": "on"})
    assert answered["Location"] == "/offers/mine?done=kept" and Offer.objects.get().owner_kind == "contributor"
    assert client.post("/place/dale/offers/new", sent | {"do": "back"}).context["form"]["words"].value()


def test_words_that_tell_of_danger_are_answered_with_where_help_is_now(client, here):
    sent = said(way="ask", words="He hits me and I am afraid") | {"until": str(timezone.localdate() + 9 * DAY)}
    assert "somebody is there now" in client.post("/place/dale/offers/new", sent | {"do": "look"}).content.decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"words": " "}, "in your own words"),
        ({"words": "Ring me: 01632 960 011"}, "Leave out telephone numbers"),
        ({"words": "Come to ZZ1 1AA"}, "Leave out telephone numbers"),
        ({"when": "bo@example.org"}, "Leave out telephone numbers"),
        ({"called": ""}, "want to be called"),
        ({"reach": ""}, "how you can be reached"),
        ({"words": "x" * 1001}, "fewer words"),
        ({"kind": "money"}, "whether you offer or ask"),
        ({"audience": "groups"}, "at least one organisation"),
        ({"until": timezone.localdate() - DAY}, "within the next year"),
        ({"until": timezone.localdate() + 400 * DAY}, "within the next year"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(here, bo, told, words):
    with pytest.raises(Invalid, match=words):
        changes.make_offer(bo, place=here.place, agreed=True, **said(**told))
    assert not Offer.objects.exists()


def test_nothing_is_kept_without_a_yes_and_nobody_offers_who_is_nobody(here, bo, make):
    with pytest.raises(NotAgreed, match="passed on once both said yes"):
        changes.make_offer(bo, place=here.place, agreed=False, **said())
    with pytest.raises(NotAllowed, match="account or a slip"):
        changes.make_offer(PUBLIC, place=here.place, agreed=True, **said())
    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    slip, _code = give_slip(HOUSE, place=str(other.pk))
    with pytest.raises(NotAllowed, match="another place"):
        changes.make_offer(actors.of_contributor(slip), place=here.place, agreed=True, **said())


def test_a_helper_writes_down_the_word_of_somebody_with_a_slip_and_of_nobody_elsewhere(here, make):
    slip, _code = give_slip(HOUSE, place=str(here.place.pk))
    person = actors.of_contributor(slip)
    helper = actors.for_somebody(make.person(link_worker=here.place), person, channel="face")
    offer = changes.make_offer(helper, place=here.place, agreed=True, **said())
    assert (offer.owner_kind, offer.owner_id) == ("contributor", person.id)
    stranger = actors.for_somebody(make.person(), person, channel="face")
    for refused in (
        lambda: changes.make_offer(stranger, place=here.place, agreed=True, **said()),
        lambda: changes.take_away(stranger, offer),
    ):
        with pytest.raises(NotAllowed):
            refused()


def everything() -> str:
    """Every row of every table of the house, as text."""
    return "".join(str(list(model._default_manager.values())) for model in house_models())


def test_taken_away_or_changed_its_words_are_in_no_table(here, bo, make, entries):
    offer = changes.make_offer(bo, place=here.place, agreed=True, **said(audience="everyone"))
    assert "larkspur" in everything()
    changes.say_anew(bo, offer, agreed=True, **said(words="I can read aloud", called="Bo", reach="The library"))
    assert not [trace for trace in TRACES if trace in everything()]
    changes.say_anew(bo, offer, agreed=True, **said())
    answer = changes.give_answer(make.person(link_worker=here.place), offer, called="T", reach="x", agreed=True)
    with pytest.raises(NotAllowed, match="Only the person whose words"):
        changes.take_away(make.person(steward=here.place), offer)
    changes.take_away(bo, offer)
    assert not [trace for trace in TRACES if trace in everything()]
    assert not OfferAnswer.objects.filter(pk=answer.pk).exists() and entries("directory.offer.take_away")


def test_what_ends_by_its_day_is_reminded_of_once_then_out_of_sight_then_gone(here, make, unguarded):
    bo = make.person(link_worker=here.place)
    until = timezone.localdate() + 3 * DAY
    offer = changes.make_offer(bo, place=here.place, agreed=True, **said(audience="everyone", until=until))
    assert daily.end_and_remind() == 1 and daily.end_and_remind() == 0
    assert "ends soon" in mail.outbox[-1].subject and "larkspur" not in mail.outbox[-1].body
    Offer.objects.filter(pk=offer.pk).update(until=timezone.localdate() - DAY)
    assert not Offer.objects.visible_to(PUBLIC).exists() and not Offer.objects.visible_to(bo).exists()
    assert daily.end_and_remind() == 1 and "larkspur" not in everything()


@pytest.fixture
def both(here, bo, make):
    """An offer of company, an answer to it, and who answered."""
    offer = changes.make_offer(bo, place=here.place, agreed=True, **said())
    ann = make.person(link_worker=here.place)
    answer = changes.give_answer(ann, offer, called="Ann", words="For my aunt", reach="Ann's number", agreed=True)
    return offer, answer, ann


def test_nothing_of_how_to_reach_either_is_passed_on_before_both_said_yes(both, bo):
    _offer, answer, ann = both
    assert queries.mine(bo).offers[0].answers[0].reach == "" and queries.mine(ann).answered[0].reach == ""
    with pytest.raises(NotAllowed, match="who was answered"):
        changes.agree(ann, answer)
    changes.agree(bo, answer)
    assert queries.mine(bo).offers[0].answers[0].reach == "Ann's number"
    assert queries.mine(ann).answered[0].reach == "01632 960099"
    with pytest.raises(Clash):
        changes.decline(bo, answer)


def test_whoever_takes_back_that_it_may_be_passed_on_is_reached_no_more(both, bo):
    _offer, answer, ann = both
    withdraw_consent(ann, ann, purpose="reach")
    with pytest.raises(NotAgreed, match="taken back"):
        changes.agree(bo, answer)
    changes.take_back(ann, answer)
    answer = changes.give_answer(ann, answer.offer, called="Ann", reach="Ann's number", agreed=True)
    changes.agree(bo, answer)
    withdraw_consent(bo, bo, purpose="reach")
    assert queries.mine(ann).answered[0].reach == "" and queries.mine(bo).offers[0].answers[0].reach == ""


def test_a_no_costs_nothing_gives_no_reason_and_lets_their_words_go(both, bo, client):
    offer, answer, ann = both
    changes.decline(bo, answer)
    assert "my aunt" not in everything() and queries.mine(ann).answered[0].state == "declined"
    with pytest.raises(Clash, match="answered this already"):
        changes.give_answer(ann, offer, called="Ann", reach="x")
    with pytest.raises(Clash, match="Both of you say yes first"):
        changes.hand_over(ann, answer)


def test_it_is_given_and_thanked_for_and_each_sees_what_they_gave_and_got(both, bo, here):
    offer, answer, ann = both
    changes.agree(bo, answer)
    changes.hand_over(bo, answer)
    changes.hand_over(ann, answer, thanks="She smiled")
    with pytest.raises(Clash, match="thanked you already"):
        changes.hand_over(bo, answer, thanks="I smiled")
    assert Given.objects.count() == 1
    [gave], [got] = queries.mine(bo).gave, queries.mine(ann).got
    assert (gave.thanks, gave.thanked, got.thanked) == ("She smiled", True, False)
    assert not queries.mine(bo).got and not queries.mine(ann).gave
    changes.take_away(bo, offer)
    assert queries.mine(ann).got and "She smiled" not in str(queries.in_place(PUBLIC, here.place))


def test_who_asks_is_the_one_who_gets(here, bo, make):
    ask = changes.make_offer(bo, place=here.place, agreed=True, **said(way="ask"))
    ann = make.person(link_worker=here.place)
    answer = changes.give_answer(ann, ask, called="Ann", reach="x", agreed=True)
    changes.agree(bo, answer)
    changes.hand_over(ann, answer)
    assert queries.mine(ann).gave and queries.mine(bo).got


def test_a_place_sees_only_how_often_and_never_less_than_five(here, unguarded):
    def give(count):
        for _ in range(count):
            Given.objects.create(place=here.place, kind="time", on=timezone.localdate(), thanks="Canary thanks")

    give(4)
    assert {each.given for each in queries.given_in(here.place)} == {None}
    give(1)
    assert {each.kind: each.given for each in queries.given_in(here.place)}["time"] == 5
    for form in ("", ".json", ".csv"):
        assert "Canary" not in Client().get(f"/place/dale/offers{form}").content.decode()


def test_what_fits_is_shown_only_to_whoever_may_see_both(here, bo, make):
    ask = changes.make_offer(
        make.contributor(), place=here.place, agreed=True, **said(way="ask", words="Read my letters")
    )
    changes.make_offer(bo, place=here.place, agreed=True, **said(words="I read letters aloud", audience="everyone"))
    changes.make_offer(make.contributor(), place=here.place, agreed=True, **said(words="I mend bicycles"))
    worker = make.person(link_worker=here.place)
    [fit] = queries.fits(worker, ask)
    assert fit.words == "I read letters aloud"
    offer = Offer.objects.get(words="I read letters aloud")
    assert [each.words for each in queries.fits(worker, offer)] == ["Read my letters"]
    assert queries.fits(PUBLIC, offer) == () and queries.mine(bo).offers[0].fits == ()


def test_nobody_answers_what_is_not_for_them_or_is_their_own(here, bo, both, make):
    offer, _answer, _ann = both
    for who in (make.person(), make.contributor(), make.person(analyst=here.place)):
        with pytest.raises(NotAllowed, match="whom it is for"):
            changes.give_answer(who, offer, called="x", reach="x", agreed=True)
    with pytest.raises(NotAllowed, match="your own words"):
        changes.give_answer(bo, offer, called="x", reach="x", agreed=True)
    with pytest.raises(NotAllowed):
        changes.give_answer(PUBLIC, offer, called="x", reach="x", agreed=True)


def test_a_block_keeps_two_apart_both_ways_and_tells_nobody(both, bo, here, make):
    offer, answer, ann = both
    theirs = changes.make_offer(ann, place=here.place, agreed=True, **said(words="I drive", audience="everyone"))
    with pytest.raises(NotAllowed):
        changes.block(make.person(link_worker=here.place), answer)
    changes.block(bo, answer)
    told = [each.what for each in history(ann, Ref("directory.offer", str(theirs.pk)))]
    assert "directory.person.block" not in told and "directory.offer.make" in told
    assert not OfferAnswer.objects.exists() and Block.objects.count() == 1
    assert not Offer.objects.visible_to(ann).filter(pk=offer.pk).exists()
    assert not Offer.objects.visible_to(bo).filter(pk=theirs.pk).exists()
    assert Offer.objects.visible_to(make.person(link_worker=here.place)).filter(pk=offer.pk).exists()
    with pytest.raises(NotAllowed):
        changes.give_answer(ann, offer, called="x", reach="x", agreed=True)


def test_a_steward_reads_what_is_reported_and_stops_it_and_its_owner_reads_why(here, bo, make, client):
    offer = changes.make_offer(bo, place=here.place, agreed=True, **said(audience="everyone"))
    sent = {"words": "He asked my aunt for money"}
    assert client.post(f"/offer/{offer.pk}/misuse", {"words": ""}).status_code == 400
    assert client.post(f"/offer/{offer.pk}/misuse", sent).status_code == 302
    report = Misuse.objects.get()
    for role in ("link_worker", "steward"):
        client.login(username=make.account(**{role: here.place}).email, password=PASSWORD)
        board = client.get("/place/dale/keeping").content.decode()
        assert ("my aunt for money" in board) is (role == "steward")
        if role == "link_worker":
            assert client.post(f"/misuse/{report.pk}/decide", {"stop": "yes", "why": "x"}).status_code == 403
    assert client.post(f"/misuse/{report.pk}/decide", {"stop": "yes", "why": ""}).status_code == 400
    assert client.post(f"/misuse/{report.pk}/decide", {"stop": "yes", "why": "No money here."}).status_code == 302
    assert not Offer.objects.visible_to(PUBLIC).exists()
    past = {each.what for each in history(bo, Ref("directory.offer", str(offer.pk)))}
    assert "directory.misuse.report" not in past and "directory.offer.make" in past
    assert queries.mine(bo).offers[0].stopped_why == "No money here."
    with pytest.raises(Clash):
        changes.decide(HOUSE, Misuse.objects.get(), stop=False)


def test_whoever_is_erased_is_in_no_row_and_the_count_stays(both, bo, here, settings, tmp_path):
    settings.KEYS = tmp_path
    offer, answer, ann = both
    changes.agree(bo, answer)
    changes.hand_over(ann, answer, thanks="Canary thanks")
    changes.report(ann, offer=offer, words="Canary report")
    with transaction.atomic():
        erase_person(ann, ann)
    assert not [trace for trace in ("Canary thanks", "Canary report", "my aunt", "Ann's") if trace in everything()]
    with transaction.atomic():
        erase_person(bo, bo)
    assert not [trace for trace in TRACES if trace in everything()]
    assert Given.objects.filter(place=here.place, giver_id="", getter_id="").count() == 1


def test_all_of_it_goes_by_forms_for_an_account_and_for_a_slip(here, make, client):
    _slip, code = give_slip(HOUSE, place=str(here.place.pk))
    sent = said(audience="everyone") | {"until": str(timezone.localdate() + 9 * DAY)}
    yes = {"agreed": "on", "adult": "on", "code": code}
    assert client.post("/place/dale/offers/new", sent | yes | {"do": "keep"}).status_code == 302
    offer = Offer.objects.get()
    worker = Client()
    account = make.account(link_worker=here.place)
    worker.login(username=account.email, password=PASSWORD)
    told = {"called": "Ann", "reach": "Ann's number", "words": "Tuesday?", "agreed": "on", "adult": "on"}
    assert worker.post(f"/offer/{offer.pk}/answer", told | {"words": "Ring 01632 960011"}).status_code == 400
    assert worker.post(f"/offer/{offer.pk}/answer", told).status_code == 302
    assert worker.post(f"/offer/{offer.pk}/answer", told).status_code == 400
    answer = OfferAnswer.objects.get()
    assert client.get("/offers/mine").status_code == 200
    assert "Tuesday?" not in client.get("/offers/mine").content.decode()
    assert "Tuesday?" in client.post("/offers/mine", {"code": code}).content.decode()
    assert client.post("/offers/mine", {"code": "7KQM"}).status_code == 400
    assert client.post(f"/offer-answer/{answer.pk}/decide", {"say": "yes"}).status_code == 400
    assert worker.post(f"/offer-answer/{answer.pk}/decide", {"say": "yes"}).status_code == 403
    assert client.post(f"/offer-answer/{answer.pk}/decide", {"say": "maybe", "code": code}).status_code == 400
    assert client.post(f"/offer-answer/{answer.pk}/decide", {"say": "yes", "code": code}).status_code == 302
    mine = client.post("/offers/mine", {"code": code}).content.decode()
    assert "Ann&#x27;s number" in mine and code not in mine
    # Whoever only answered finds the way back too.
    assert 'href="/place/dale/offers"' in worker.get("/offers/mine").content.decode()
    assert worker.post(f"/offer-answer/{answer.pk}/given", {"thanks": "It was lovely"}).status_code == 302
    assert "It was lovely" in client.post("/offers/mine", {"code": code}).content.decode()
    assert client.post(f"/offer/{offer.pk}/change", {"code": code}).context["form"]["words"].value() == offer.words
    anew = sent | yes | {"do": "keep", "words": "I read aloud"}
    assert worker.post(f"/offer/{offer.pk}/change", anew | {"code": ""}).status_code == 400
    assert client.post(f"/offer/{offer.pk}/change", anew).status_code == 302
    assert client.post(f"/offer/{offer.pk}/take-away", {}).status_code == 400
    assert client.post(f"/offer/{offer.pk}/take-away", {"code": code}).status_code == 302
    assert not Offer.objects.exists()
    assert worker.post("/place/dale/offers/new", anew | {"code": "", "audience": "helpers"}).status_code == 302
    own = Offer.objects.get()
    assert worker.get(f"/offer/{own.pk}/change").context["form"]["called"].value() == "Canary Bo"
    assert own.owner_id == str(Account.objects.get(pk=account.pk).pk)
    assert client.get(f"/offer/{own.pk}/change").status_code == 200
    assert "Canary" not in client.get(f"/offer/{own.pk}/change").content.decode()


def test_ones_own_page_has_all_of_it_and_an_administrators_view_of_it_none(here, make, client):
    account = make.account(link_worker=here.place)
    changes.make_offer(actors.of_account(account), place=here.place, agreed=True, **said())
    client.force_login(account)
    assert "larkspur" in client.get("/me").content.decode() and "larkspur" in client.get("/me.json").content.decode()
    client.force_login(make.account(administrator="house"))
    answered = client.get(f"/person/{account.pk}")
    assert answered.status_code == 200 and "larkspur" not in answered.content.decode()
