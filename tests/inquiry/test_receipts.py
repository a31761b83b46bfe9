"""What became of what I said? Every voice has a state, each step is told at three doors, and the words at none."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.inquiry import changes as inquiry
from commonweal.journal import trace
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.refs import Ref
from commonweal.listening.changes import choose_quote, record_voice
from commonweal.listening.keep_changes import hold, note_shown, take_back
from commonweal.listening.models import Reply, Voice
from commonweal.listening.receiving import changes, queries
from commonweal.listening.receiving.changes import answer_voice, read_voice, set_patience
from commonweal.people import actors, gsm, receipts
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account
from tests.inquiry.conftest import DAY, WORDS
from tests.makers import PASSWORD


def stages(person):
    return [step.stage for step in receipts.receipts(person)[0].steps]


def spoken(thread, *, days_ago=0, agreed=("listen", "code", "quote"), words="A word of mine about the bus"):
    slip, _code = give_slip(HOUSE, place=str(thread.place.pk))
    person = actors.of_contributor(slip)
    on = timezone.localdate() - days_ago * DAY
    return person, record_voice(person, place=thread.place, kind="story", words=words, agreed=agreed, given_on=on)


def test_each_step_is_told_in_its_order_to_its_teller(thread):
    thread.decide()
    held = thread.promise()
    inquiry.report(thread.teller, held, words="It runs.", state="done")
    assert stages(thread.teller) == ["given", "read", "quoted", "decided", "promised", "done"]
    row = receipts.receipts(thread.teller)[0]
    assert row.state == "done" and row.answer_by is None and not row.late
    assert [step.title for step in row.steps if step.title][:2] == ["Repair the lift first", held.title]


def test_nobody_else_is_told_anything(thread, make):
    thread.decide()
    for other in (PUBLIC, thread.steward, thread.listener, make.contributor()):
        assert receipts.receipts(other) == []


def test_a_promise_that_its_resident_says_was_not_kept_is_not_told_as_done(thread):
    thread.decide()
    held = thread.promise()
    inquiry.report(thread.steward, held, words="Repaired.", state="done")
    inquiry.judge(thread.teller, held, kept=False)
    assert receipts.receipts(thread.teller)[0].state == "not_done"


def test_not_used_because_is_an_honest_answer_and_goes_with_the_voice(thread):
    person, voice = spoken(thread)
    with pytest.raises(Invalid, match="Say why"):
        answer_voice(thread.listener, voice, words="  ")
    with pytest.raises(NotAllowed, match="listens in this place"):
        answer_voice(thread.steward, voice, words="No.")
    answer_voice(thread.listener, voice, words="The buses are run by another council; we passed it on.")
    row = receipts.receipts(person)[0]
    assert row.state == "unused" and "another council" in row.steps[-1].says
    take_back(person, [voice])
    assert not Reply.objects.exists() and receipts.receipts(person) == []


def test_held_back_and_agreed_to_nothing_are_states_too(thread):
    person, voice = spoken(thread)
    hold(thread.listener, voice, reason="A child is named.")
    assert receipts.receipts(person)[0].state == "held"
    silent, _voice = spoken(thread, agreed=())
    row = receipts.receipts(silent)[0]
    assert row.state == "kept" and row.answer_by is None


def test_every_voice_resolves_to_a_state_whatever_happens_to_it(thread):
    """Any steps in any order: each receipt has a state, an answer or a day for one, and no word of the voice."""
    rng = random.Random(7)
    steps = {
        "read": lambda p, v: read_voice(thread.listener, v),
        "quote": lambda p, v: choose_quote(thread.listener, v, words=v.words.get(), start=0, stop=6),
        "shown": lambda p, v: note_shown(thread.listener, v, what=f"A booklet {rng.random()}", printed=True),
        "answer": lambda p, v: answer_voice(thread.listener, v, words="It was passed on.", unused=rng.random() < 0.5),
        "hold": lambda p, v: v.holds.exists() or hold(thread.listener, v, reason="Somebody may be in danger."),
        "decide": lambda p, v: inquiry.make_decision(
            thread.steward, place=thread.place, title="Something", on=timezone.localdate(), by_whom="us",
            because=[Ref("listening.voice", str(v.pk))],
        ),
    }  # fmt: skip
    for _ in range(25):
        person, voice = spoken(thread, days_ago=rng.randrange(90), words="larkspur is what I said about it")
        for name in rng.sample(list(steps), rng.randrange(len(steps))):
            try:
                steps[name](person, voice)
            except NotAllowed:
                pass  # held back: it goes nowhere
            except Exception as refusal:
                assert "held back" in str(refusal), refusal
        (row,) = receipts.receipts(person)
        assert row.state in receipts.STAGES
        told = row.state in receipts.ENDS | {"held", "coded", "counted", "quoted", "decided", "promised"}
        assert told or row.answer_by is not None, row
        slip = person.id
        from commonweal.people.models import Contributor

        contributor = Contributor.objects.get(pk=slip)
        said = (*receipts.script(person), receipts.as_text(contributor), str(row))
        assert "larkspur" not in " ".join(said)


def test_none_is_silent_past_the_days_promised_without_those_who_listen_seeing_it(thread, client, make):
    set_patience(thread.steward, thread.place, days=10)
    _p, _fresh = spoken(thread, days_ago=9)
    _p, older = spoken(thread, days_ago=30)
    _p, oldest = spoken(thread, days_ago=60)
    _p, quoted = spoken(thread, days_ago=60)
    choose_quote(thread.listener, quoted, words=quoted.words.get(), start=0, stop=6)
    _p, _kept = spoken(thread, days_ago=60, agreed=())
    _late, answered = spoken(thread, days_ago=60)
    answer_voice(thread.listener, answered, words="Not this year.")
    rows = queries.waiting(thread.listener, thread.place)
    assert [row.id for row in rows] == [str(oldest.pk), str(older.pk)]
    assert (rows[0].silent_days, rows[0].days_over) == (60, 50)
    read_voice(thread.listener, oldest)
    assert [row.id for row in queries.waiting(thread.steward, thread.place)] == [str(older.pk)], "read today: heard"
    assert queries.waiting(make.person(link_worker=thread.place), thread.place) == []
    assert client.get("/place/dale/listening/waiting").status_code == 403
    assert client.login(username=Account.objects.get(pk=thread.listener.id).email, password=PASSWORD)
    page = client.get("/place/dale/listening/waiting")
    assert page.status_code == 200 and str(older.pk) in page.content.decode()
    told = {"unused": "yes", "words": "We asked the bus company, and they said no."}
    assert client.post(f"/voice/{older.pk}/answer", told).status_code == 302
    assert client.get("/place/dale/listening/waiting.json").json()["waiting"] == []


def test_only_a_steward_says_how_long_people_wait(thread, client):
    with pytest.raises(NotAllowed, match="Only a steward"):
        set_patience(thread.listener, thread.place, days=3)
    with pytest.raises(Invalid):
        set_patience(thread.steward, thread.place, days=0)
    assert client.login(username=Account.objects.get(pk=thread.steward.id).email, password=PASSWORD)
    assert client.post("/place/dale/listening/waiting/days", {"days": "14"}).status_code == 302
    assert queries.patience(thread.place) == 14


def test_reading_is_noted_when_a_listener_opens_it_once_and_not_who(thread, client):
    person, voice = spoken(thread)
    changes.note_read(thread.steward, voice)
    changes.note_read(person, voice)
    assert stages(person) == ["given"]
    account = Account.objects.get(pk=thread.listener.id)
    assert client.login(username=account.email, password=PASSWORD)
    for _ in range(2):
        assert client.get(f"/voice/{voice.pk}").status_code == 200
    assert stages(person) == ["given", "read"]
    assert account.name not in str(receipts.receipts(person))


def test_the_slip_shows_the_way_and_never_the_words(thread, client):
    thread.decide()
    thread.promise()
    page = client.post("/slip", {"code": thread.code}).content.decode()
    for words in ("Read", "Quoted", "Decided on", "Repair the lift first", "Promised", "Mend the lift in Mill House"):
        assert words in page
    assert WORDS[:30] not in page and "my mother" not in page and thread.code not in page


def test_a_helper_reads_it_out_and_the_person_can_see_that_they_looked(thread, client, make):
    helper = make.account(link_worker=thread.place)
    assert client.get("/slip/script").status_code == 403
    assert client.login(username=helper.email, password=PASSWORD)
    page = client.post("/slip/script", {"code": thread.code}).content.decode()
    assert "you gave a story" in page and "has read it" in page and "my mother" not in page
    assert "a helper looked at" in client.post("/slip", {"code": thread.code}).content.decode()
    elsewhere = make.account(link_worker=_other_place())
    assert client.login(username=elsewhere.email, password=PASSWORD)
    assert client.post("/slip/script", {"code": thread.code}).status_code == 403


def test_a_text_is_two_parts_at_most_however_much_was_said(thread):
    person, slip = thread.teller, thread.slip
    for number in range(12):
        record_voice(person, place=thread.place, kind="story", words=f"Thing {number}", agreed=["listen"])
    thread.decide()
    words = receipts.as_text(slip)
    assert gsm.parts(words) <= 2 and "more." in words and "/slip" in words
    assert "Repair the lift" not in words, "a locked phone shows texts to whoever holds it"
    empty, _code = give_slip(HOUSE, place=str(thread.place.pk))
    assert "Nothing has been given" in receipts.as_text(empty)


def test_somebody_with_an_account_sees_theirs_on_their_page(thread, client, make):
    account = make.account(link_worker=thread.place)
    record_voice(actors.of_account(account), place=thread.place, kind="story", words="Mine", agreed=["listen"])
    assert client.get("/me/receipts").status_code == 403
    assert client.login(username=account.email, password=PASSWORD)
    page = client.get("/me/receipts").content.decode()
    assert "A story" in page and "You will hear more by" in page


def test_a_line_rests_on_its_voice_so_a_promise_is_walked_back_to_the_words(thread):
    thread.decide()
    held = thread.promise()
    back = [step.thing for step in trace.back(PUBLIC, Ref("inquiry.commitment", str(held.pk))).steps]
    assert back == [
        Ref("inquiry.decision", str(thread.decision.pk)),
        Ref("listening.quote", str(thread.quote.pk)),
        Ref("listening.voice", str(thread.voice.pk)),
    ]
    take_back(thread.teller, [thread.voice])
    back = [step.thing.kind for step in trace.back(PUBLIC, Ref("inquiry.commitment", str(held.pk))).steps]
    assert back == ["inquiry.decision"]


def test_who_answered_is_forgotten_with_them_and_the_answer_stays(thread):
    person, voice = spoken(thread)
    answer_voice(thread.listener, voice, words="It was read at the meeting.", unused=False)
    erase_person(HOUSE, thread.listener)
    reply = Reply.objects.get()
    assert reply.by_id == "" and receipts.receipts(person)[0].state == "answered"


def _other_place():
    from commonweal.places.changes import make_place

    return make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)


def test_voices_are_the_only_contributions_and_dates_are_days(thread):
    (row,) = receipts.receipts(thread.teller)
    assert isinstance(row.given_on, date) and Voice.objects.of(thread.teller).count() == 1


def test_put_under_a_theme_it_is_told_by_its_name_and_a_decision_because_of_the_theme_reaches_its_voices(thread):
    from commonweal.listening.coding.changes import find_theme
    from commonweal.listening.coding.seeing import code

    person, voice = spoken(thread)
    theme = find_theme(thread.listener, thread.place, name="Getting out", whose="coders")
    code(thread.listener, voice, theme=theme)
    inquiry.make_decision(
        thread.steward,
        place=thread.place,
        title="Buses first",
        on=timezone.localdate(),
        by_whom="us",
        because=[Ref("listening.theme", str(theme.pk))],
    )
    steps = receipts.receipts(person)[0].steps
    assert [step.stage for step in steps] == ["given", "coded", "decided"]
    assert steps[1].title == "Getting out" and steps[1].address.endswith(str(theme.pk))
    assert str(voice.pk) not in {row.id for row in queries.waiting(thread.listener, thread.place)}
