"""Agree or disagree: who may do what, whose vote counts, what is told of whom, and what goes when somebody goes."""

from __future__ import annotations

import csv
import io
import json
import random

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAgreed, NotAllowed
from commonweal.core.privacy import house_models
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.queries import history
from commonweal.journal.refs import Ref
from commonweal.listening import changes as voices
from commonweal.listening import keep_changes
from commonweal.listening.models import Conversation, Dots, Statement, Vote, Voter
from commonweal.listening.opinion import changes, paper_changes, polis, queries, working
from commonweal.listening.opinion.picture import HIGH, WIDE, picture
from commonweal.listening.opinion.results import results
from commonweal.listening.opinion.rows import GroupRow
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from commonweal.places.changes import make_place

STATEMENTS = [f"Statement of heron {number}" for number in range(1, 11)]


@pytest.fixture
def dale(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)


@pytest.fixture
def dot(make, dale):
    """Somebody who holds gatherings there."""
    return make.person(facilitator=dale)


@pytest.fixture
def asked(dale, dot):
    """A conversation in which everybody may add statements."""
    return changes.begin(
        dot, place=dale, question="What would make evenings better?", statements=STATEMENTS, adds="everyone"
    )


def fresh(conversation: Conversation) -> Conversation:
    conversation.refresh_from_db()
    return conversation


def vote(conversation, number, value, *, who=PUBLIC, device=""):
    statement = Statement.objects.get(conversation=conversation, number=number)
    changes.cast(who, conversation=conversation, statement=statement, value=value, device=device)


def crowd(conversation, people=20, *, seed=1):
    """Two camps, by devices."""
    chance = random.Random(seed)
    for person in range(people):
        camp = 1 if person % 5 < 3 else -1
        for number in range(1, 11):
            leaning = camp if number < 9 else 1
            vote(conversation, number, leaning if chance.random() < 0.93 else -leaning, device=f"device {person}")


def slip(place):
    contributor, code = give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(contributor), code


# ── Beginning, adding, letting in ───────────────────────────────────────────────────────────────────────────────────


def test_only_somebody_who_holds_gatherings_begins_a_conversation(dale, make):
    for who in (PUBLIC, make.person(), make.person(coder=dale)):
        with pytest.raises(NotAllowed, match="Only somebody who holds gatherings"):
            changes.begin(who, place=dale, question="?", statements=STATEMENTS)


@pytest.mark.parametrize("told", [{"question": " "}, {"smallest": 2}, {"adds": "nobody"}, {"statements": ["x" * 301]}])
def test_what_cannot_begin_is_refused_in_words(dale, dot, told):
    with pytest.raises(Invalid):
        changes.begin(dot, **({"place": dale, "question": "Evenings?", "statements": STATEMENTS} | told))
    assert not Conversation.objects.exists()


def test_what_others_add_waits_until_somebody_has_looked_and_a_reason_is_given_for_leaving_it_out(asked, make, dale):
    made = changes.add_statement(PUBLIC, conversation=asked, words="  The  bus should run later. ")
    assert (made.number, made.words, made.state) == (11, "The bus should run later.", "waiting")
    assert made.number not in [each.number for each in queries.statements(asked)]
    with pytest.raises(Clash, match="not voted on"):
        vote(asked, 11, 1, device="d")
    resident = make.person(coder=dale)
    with pytest.raises(NotAllowed):
        changes.decide(make.person(), made, let_in=True)
    with pytest.raises(Invalid, match="Say why"):
        changes.decide(resident, made, let_in=False)
    changes.decide(resident, made, let_in=False, reason="It says the same as number 3.")
    [row] = queries.decisions(PUBLIC, asked)
    assert (row.reason, row.words) == ("It says the same as number 3.", "")
    assert queries.decisions(resident, asked)[0].words
    changes.decide(resident, made, let_in=True)
    vote(asked, 11, 1, device="d")


def test_nothing_is_said_twice(asked):
    with pytest.raises(Clash, match="said this already"):
        changes.add_statement(PUBLIC, conversation=asked, words="statement of HERON 3")


def test_who_may_add_is_as_the_conversation_says(dale, dot, make):
    known = changes.begin(dot, place=dale, question="Known?", statements=STATEMENTS, adds="known")
    closed = changes.begin(dot, place=dale, question="Helpers?", statements=STATEMENTS, adds="helpers")
    with pytest.raises(NotAllowed, match="Sign in"):
        changes.add_statement(PUBLIC, conversation=known, words="A word")
    changes.add_statement(make.person(), conversation=known, words="A word")
    with pytest.raises(NotAllowed, match="Only those who hold gatherings"):
        changes.add_statement(make.person(), conversation=closed, words="A word")
    assert changes.add_statement(dot, conversation=closed, words="A word").state == "in"


def test_a_slip_of_another_place_neither_votes_nor_adds(asked):
    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    stranger, _code = slip(other)
    with pytest.raises(NotAllowed, match="another place"):
        vote(asked, 1, 1, who=stranger)
    with pytest.raises(NotAllowed, match="another place"):
        changes.add_statement(stranger, conversation=asked, words="A word")


# ── Voting ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_last_vote_counts_and_nothing_of_an_earlier_one_is_kept(asked, entries):
    vote(asked, 1, 1, device="d")
    vote(asked, 1, -1, device="d")
    assert list(Vote.objects.values_list("value", flat=True)) == [-1] and Voter.objects.count() == 1
    cast = entries("listening.vote.cast")
    # The journal knows that there were votes; not what they were, nor on what.
    assert len(cast) == 2 and not any(each.facts or each.touched.exists() for each in cast)


def test_nobody_votes_as_nobody_nor_in_what_is_closed(asked, dot):
    with pytest.raises(NotAllowed, match="Nobody’s vote"):
        vote(asked, 1, 1)
    changes.set_state(dot, asked, open=False)
    with pytest.raises(Clash, match="closed"):
        vote(fresh(asked), 1, 1, device="d")


def test_a_helper_writes_down_the_votes_of_somebody_with_a_slip(asked, make, dale):
    person, _code = slip(dale)
    helper = actors.for_somebody(make.person(listener=dale), person, channel="face")
    vote(asked, 1, 1, who=helper)
    assert Voter.objects.get().channel == "face" and changes.voter_of(person, asked) == Voter.objects.get()
    with pytest.raises(NotAllowed, match="Only a helper"):
        vote(asked, 2, 1, who=actors.for_somebody(make.person(), person, channel="face"))


def test_votes_of_a_device_can_become_those_of_a_slip_and_the_later_word_counts(asked, dale):
    person, _code = slip(dale)
    vote(asked, 1, 1, who=person)
    vote(asked, 2, 1, who=person)
    vote(asked, 2, -1, device="d")
    vote(asked, 3, 0, device="d")
    changes.make_mine(person, conversation=asked, device="d")
    said = dict(Vote.objects.values_list("statement__number", "value"))
    assert said == {1: 1, 2: -1, 3: 0} and Voter.objects.get().person_id == person.id
    vote(asked, 4, 1, device="d")  # the device goes on, for the same person
    assert Voter.objects.count() == 1
    with pytest.raises(Clash, match="Nobody has voted"):
        changes.make_mine(person, conversation=asked, device="another")


def test_votes_that_are_taken_back_are_gone_from_results(asked):
    crowd(asked, 6)
    assert results(PUBLIC, fresh(asked)).people == 6
    changes.take_votes_back(PUBLIC, conversation=asked, device="device 1")
    again = results(PUBLIC, fresh(asked))
    assert (working.work(fresh(asked)).people, Voter.objects.count()) == (5, 5) and again is not None


# ── Results ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_told_before_enough_have_voted(asked, client):
    crowd(asked, 4)
    told = results(PUBLIC, fresh(asked))
    assert not told.enough and told.people is None and not told.groups and not told.together
    assert all(each.votes is None and not each.shares for each in told.statements)
    body = client.get(f"/conversation/{asked.pk}/results").content.decode()
    assert "Too few have voted" in body
    assert queries.row(queries.one(PUBLIC, str(asked.pk))).people is None


def test_groups_consensus_and_views_of_a_few_come_out_of_two_camps(asked):
    crowd(asked, 25)
    told = results(PUBLIC, fresh(asked))
    assert [each.people for each in told.groups] == [15, 10] and told.people == 25
    assert {each.number for each in told.all_agree} >= {9, 10}
    assert told.views and all(each.group == "B" and each.few for each in told.views[:3])
    assert told.steady.verdict in ("steady", "mostly") and "left people out" in told.steady.words
    assert (
        told.statements[0].agree_percent + told.statements[0].disagree_percent + told.statements[0].passed_percent
        == 100
    )


def test_a_statement_on_which_few_voted_tells_no_counts(asked):
    crowd(asked, 12)
    made = changes.add_statement(PUBLIC, conversation=asked, words="Only three see this")
    changes.decide(looker(asked), made, let_in=True)
    for person in range(3):
        vote(asked, made.number, 1, device=f"device {person}")
    [row] = [each for each in results(PUBLIC, working_fresh(asked)).statements if each.number == made.number]
    assert row.votes is None and row.agree is None and not row.shares


def looker(conversation):
    """Somebody who looks at statements of a conversation's place."""
    from tests.makers import Maker

    maker = Maker()
    maker.numbers = iter(range(1000, 2000))
    return maker.person(coder=conversation.place)


def working_fresh(conversation):
    """The conversation as it stands, with nothing kept from a moment ago."""
    working._held.clear()
    return fresh(conversation)


def test_a_few_in_no_group_cannot_be_had_by_taking_the_groups_from_all(asked):
    crowd(asked, 20)
    for person in range(3):
        vote(asked, 1, -1, device=f"short {person}")
    told = results(PUBLIC, working_fresh(asked))
    assert told.people == 23 and told.people_in_groups == 20
    [row] = [each for each in told.statements if each.number == 1]
    assert row.votes == 20


def test_what_was_taken_out_is_told_by_nobody_and_counts_as_nothing(asked, dot):
    crowd(asked, 12)
    statement = Statement.objects.get(conversation=asked, number=9)
    changes.decide(dot, statement, let_in=False, reason="It names somebody.")
    told = results(PUBLIC, working_fresh(asked))
    [row] = [each for each in told.statements if each.number == 9]
    assert row.taken_out and row.words == "" and row.votes is None and 9 not in told.together + told.agreed


def test_results_are_worked_out_at_most_once_in_a_moment(asked, monkeypatch):
    crowd(asked, 6)
    times = []
    work = working.work
    monkeypatch.setattr(working, "work", lambda conversation: times.append(1) or work(conversation))
    working._held.clear()
    for _look in range(5):
        working.worked(fresh(asked))
    vote(asked, 1, 0, device="device 1")
    working.worked(fresh(asked))
    assert len(times) == 1
    monkeypatch.setattr(working, "GAP", 0.0)
    assert working.worked(fresh(asked)).moved == asked.moved and len(times) == 2


def test_the_picture_holds_a_dot_for_each_person_and_no_circle_touches_another():
    for sizes in ((12, 9, 5), (300, 5), (1028, 551), (5, 5, 5, 5, 5)):
        groups = [GroupRow("ABCDE"[at], size, at * 0.01, 0.0, ()) for at, size in enumerate(sizes)]
        drawn = picture(groups)
        assert drawn.each > 1 or [len(each.dots) for each in drawn.blobs] == list(sizes)
        for at, one in enumerate(drawn.blobs):
            assert one.x - one.r >= 0 and one.x + one.r <= WIDE and one.label_y - 14 >= 0 and one.y + one.r <= HIGH
            assert all((x - one.x) ** 2 + (y - one.y) ** 2 <= one.r**2 for x, y in one.dots)
            for other in drawn.blobs[:at]:
                assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2 - 1


# ── Paper ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_paper_counts_as_much_as_a_screen_and_a_batch_can_be_taken_out_again(asked, dot, make):
    ballots = [dict.fromkeys(range(1, 11), 1) for _each in range(6)]
    with pytest.raises(NotAllowed):
        paper_changes.type_ballots(make.person(), asked, label="Table 1", ballots=ballots)
    batch = paper_changes.type_ballots(dot, asked, label="Table 1", ballots=ballots)
    dots = paper_changes.type_dots(dot, asked, label="Wall", dots={1: (7, 2, 0), 2: (0, 0, 0)})
    told = results(PUBLIC, working_fresh(asked))
    row = next(each for each in told.statements if each.number == 1)
    assert told.people == 6 and (row.agree, row.dots_agree, row.dots_disagree) == (6, 7, 2)
    paper_changes.drop_batch(dot, batch)
    paper_changes.drop_batch(dot, dots)
    assert not Voter.objects.exists() and not Dots.objects.exists()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("adp", {1: 1, 2: -1, 3: 0}),
        ("a..d", {1: 1, 4: -1}),
        ("1a 2d 10p", {1: 1, 2: -1, 10: 0}),
        ("3A, 4D", {3: 1, 4: -1}),
    ],
)
def test_a_ballot_is_typed_by_letters_in_order_or_by_number(asked, dot, client, typed, found, make, dale):
    signed = Client()
    signed.force_login(make.account(facilitator=dale))
    sent = {"do": "ballots", "b-label": "Table 2", "b-ballots": f"{typed}\n\n{typed}"}
    answered = signed.post(f"/conversation/{asked.pk}/paper/type", sent)
    assert answered.status_code == 302, answered.content.decode()
    for voter in Voter.objects.all():
        assert dict(voter.votes.values_list("statement__number", "value")) == found


@pytest.mark.parametrize("typed", ["axd", "1a 1d", "99a", "a" * 11])
def test_what_is_no_ballot_is_refused_with_its_line(asked, make, dale, typed):
    signed = Client()
    signed.force_login(make.account(facilitator=dale))
    answered = signed.post(
        f"/conversation/{asked.pk}/paper/type", {"do": "ballots", "b-label": "T", "b-ballots": f"ad\n{typed}"}
    )
    assert answered.status_code == 400 and "Line 2" in answered.content.decode() and not Voter.objects.exists()


# ── Leaving ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def everything() -> str:
    """Every row of every table of the house, as text."""
    return "".join(str(list(model._default_manager.values())) for model in house_models())


def test_somebody_who_is_erased_takes_their_votes_and_their_words_along(asked, dale):
    crowd(asked, 8)
    person, _code = slip(dale)
    made = changes.add_statement(person, conversation=asked, words="A kingfisher canary")
    changes.decide(looker(asked), made, let_in=True)
    vote(asked, 1, 1, who=person)
    vote(asked, made.number, 1, device="device 1")
    assert "kingfisher" in everything()
    erase_person(person, person)
    assert "kingfisher" not in everything() and not Voter.objects.filter(person_id=person.id).exists()
    made.refresh_from_db()
    assert (made.state, made.words, made.teller_id) == ("gone", "", "")
    told = results(PUBLIC, working_fresh(asked))
    assert told.people == 8 and next(each for each in told.statements if each.number == made.number).taken_out


def test_a_statement_made_from_a_voice_goes_with_the_voice_and_is_made_only_as_its_teller_agreed(
    asked, dot, dale, make
):
    teller, _code = slip(dale)
    words = "The lights go out at nine and so do we"
    agreed = ["listen", "quote"]
    voice = voices.record_voice(
        teller, place=dale, kind="story", words=words, agreed=agreed, given_on=timezone.localdate()
    )
    listener = make.person(listener=dale)
    quote = voices.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=len(words))
    made = changes.add_statement(
        dot, conversation=asked, words=words, quote=quote, because=[Ref("listening.quote", str(quote.pk))]
    )
    assert [each.quote_voice for each in queries.statements(asked)][-1] == str(voice.pk)
    vote(asked, made.number, 1, device="d")
    keep_changes.take_back(teller, [voice])
    made.refresh_from_db()
    assert (made.state, made.words, made.voice) == ("gone", "", None) and "lights go out" not in everything()
    other = voices.record_voice(teller, place=dale, kind="story", words=words, agreed=["listen", "quote"])
    quote = voices.choose_quote(listener, other, words=other.words.get(), start=0, stop=10)
    voices.take_back_use(teller, other, use="quote")
    with pytest.raises(NotAgreed):
        changes.add_statement(dot, conversation=asked, words="Another", quote=quote)


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_passer_by_votes_without_saying_who_they_are_and_only_they_see_it(asked, client):
    page = client.get(f"/conversation/{asked.pk}/vote")
    number = page.context["statement"].number
    assert page.cookies["voter"]["httponly"] and page.context["of"] == 10
    answered = client.post(f"/conversation/{asked.pk}/vote", {"statement": number, "vote": "1"})
    assert answered.status_code == 303 and answered["Location"].endswith(f"/vote?last={number}")
    assert client.get(f"/conversation/{asked.pk}/vote").context["done"] == 1
    body = client.get(f"/conversation/{asked.pk}/votes").content.decode()
    assert "way--agree" in body and "Take my votes back" in body
    other = Client().get(f"/conversation/{asked.pk}/votes").content.decode()
    assert "You have not voted here yet" in other and "way--agree" not in other
    mark = client.cookies["voter"].value
    assert mark not in everything() and Voter.objects.get().device


def test_the_order_of_statements_is_each_persons_own_and_stays(asked):
    orders = []
    for _person in range(6):
        one, order = Client(), []
        while (statement := one.get(f"/conversation/{asked.pk}/vote").context["statement"]) is not None:
            order.append(statement.number)
            one.post(f"/conversation/{asked.pk}/vote", {"statement": statement.number, "vote": "0"})
        assert sorted(order) == list(range(1, 11))
        orders.append(tuple(order))
    assert len(set(orders)) > 1


def test_votes_are_kept_with_a_slip_and_taken_back_with_a_button(asked, client, dale):
    _person, code = slip(dale)
    client.get(f"/conversation/{asked.pk}/vote")
    client.post(f"/conversation/{asked.pk}/vote", {"statement": 1, "vote": "-1"})
    assert client.post(f"/conversation/{asked.pk}/votes", {"do": "mine", "code": "nonsense"}).status_code == 400
    answered = client.post(f"/conversation/{asked.pk}/votes", {"do": "mine", "code": code})
    assert answered.status_code == 302 and Voter.objects.get().person_kind == "contributor"
    client.post(f"/conversation/{asked.pk}/votes", {"do": "back"})
    assert not Voter.objects.exists()
    assert client.post(f"/conversation/{asked.pk}/votes", {"do": "forget"}).cookies["voter"].value == ""


def test_outside_a_room_nobody_makes_up_voters_by_the_hundred(asked, dot):
    def come(number):
        one = Client()
        return one.post(f"/conversation/{asked.pk}/vote", {"statement": 1, "vote": "1"}).status_code

    assert [come(each) for each in range(31)][-1] == 429
    changes.set_state(dot, asked, room=True)
    assert come(32) == 303  # a room of phones has one address


def test_a_room_is_joined_by_a_code_while_it_votes_and_not_afterwards(asked, dot, client):
    assert client.get("/room").status_code == 200 and client.get("/room?code=ZZZZZ").status_code == 404
    changes.set_state(dot, asked, room=True)
    code = fresh(asked).room_code
    for address in (f"/room/{code}", f"/room?code={code.lower()}"):
        assert client.get(address)["Location"] == f"/conversation/{asked.pk}/vote"
    screen = client.get(f"/conversation/{asked.pk}/room").content.decode()
    assert code in screen and "<svg" in screen and 'data-every="1"' in screen
    changes.set_state(dot, asked, open=False)
    assert client.get(f"/room/{code}").status_code == 404


def test_results_are_sent_again_only_when_something_has_moved(asked, client):
    crowd(asked, 6)
    first = client.get(f"/conversation/{asked.pk}/now")
    again = client.get(f"/conversation/{asked.pk}/now", headers={"If-None-Match": first["ETag"]})
    assert first.status_code == 200 and again.status_code == 304 and not again.content
    vote(asked, 1, 0, device="device 0")
    working._held.clear()
    assert client.get(f"/conversation/{asked.pk}/now", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_who_thinks_what_is_given_out_only_as_promised_and_reads_back_the_same(dale, dot, client, tmp_path):
    quiet = changes.begin(dot, place=dale, question="Quiet?", statements=STATEMENTS)
    told = changes.begin(dot, place=dale, question="Told?", statements=STATEMENTS, publishes=True)
    for each in (quiet, told):
        crowd(each, 12)
        address = f"/conversation/{each.pk}/export/participants-votes.csv"
        assert client.get(address).status_code == 404
        changes.set_state(dot, each, open=False)
    assert client.get(f"/conversation/{quiet.pk}/export/participants-votes.csv").status_code == 404
    for name in ("participants-votes.csv", "comments.csv"):
        answered = client.get(f"/conversation/{told.pk}/export/{name}")
        assert answered.status_code == 200
        (tmp_path / name).write_bytes(answered.content)
    export = polis.read(tmp_path)
    assert len(export.log) == Vote.objects.filter(voter__conversation=told).count()
    assert export.statements[3].words == STATEMENTS[2]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "participants-votes.csv").read_text())))
    assert rows == sorted(rows, key=lambda row: [int(row[str(n)] or 9) for n in range(1, 11)])  # not as they came
    changes.keep_to_itself(dot, told)
    assert client.get(f"/conversation/{told.pk}/export/participants-votes.csv").status_code == 404


def test_pages_and_their_twins_answer_and_no_vote_is_in_any(asked, client, dot):
    crowd(asked, 20)
    for address in ("", "/results", "/moderation", "/paper", "/paper?as=dots", "/add", "/room", "/votes"):
        assert client.get(f"/conversation/{asked.pk}{address}").status_code == 200, address
    told = json.loads(client.get(f"/conversation/{asked.pk}/results.json").content)["results"]
    assert told["groups"][0]["people"] and "points" not in str(told) and "device" not in str(told)
    assert client.get(f"/conversation/{asked.pk}/results.csv").content.count(b"\n") == 11
    assert client.get("/place/dale/conversations").content.decode().count("evenings better?") >= 2
    assert history(PUBLIC, Ref("listening.conversation", str(asked.pk)))


def test_a_closed_conversation_is_still_read(asked, client, dot):
    crowd(asked, 6)
    changes.set_state(dot, asked, open=False)
    for address in ("", "/vote", "/votes", "/results", "/moderation", "/paper", "/room"):
        assert client.get(f"/conversation/{asked.pk}{address}").status_code == 200, address
    assert b"/add" not in client.get(f"/conversation/{asked.pk}").content


def test_it_is_begun_on_a_page_and_a_line_too_long_is_named(dale, make):
    signed = Client()
    signed.force_login(make.account(facilitator=dale))
    sent = {"question": "Evenings?", "statements": "One\n" + "x" * 301, "adds": "everyone", "smallest": "5"}
    answered = signed.post("/place/dale/conversations/new", sent)
    assert answered.status_code == 400 and "Line 2" in answered.content.decode()
    answered = signed.post("/place/dale/conversations/new", sent | {"statements": "One\nTwo\n\nTwo"})
    made = Conversation.objects.get()
    assert answered["Location"] == f"/conversation/{made.pk}" and made.statements.count() == 2
    assert Client().get("/place/dale/conversations/new").status_code == 403
