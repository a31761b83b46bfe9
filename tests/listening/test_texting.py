"""Texts in: kept word for word with the least consent, answered with a code, stopped, taken back; each message once."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from commonweal.journal.actor import HOUSE, TEXT
from commonweal.listening.channels import queries as channels
from commonweal.listening.models import ChannelChoice, TextIn, TextLine, Voice, Words
from commonweal.listening.texting import lines, replies, taking
from commonweal.listening.texting.understood import understood
from commonweal.people import consent, gsm, slips
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Contributor
from commonweal.places.changes import make_place
from tests.people import fake_notify

TOKEN = "a-token-that-both-sides-know"
NUMBER = "447700900123"
STORY = "STORY The 576 stops at six.\n  Nobody  asks why!"


@pytest.fixture
def notify(settings):
    with fake_notify.serving() as serving:
        settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = fake_notify.KEY, fake_notify.TEMPLATE
        settings.NOTIFY_ADDRESS = serving.address
        settings.TEXTS_IN_TOKEN, settings.TEXTS_IN_PLACES = TOKEN, "dale"
        yield serving


@pytest.fixture
def dale(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A dale", invented=True)


class Phone:
    """A telephone: what it texts, and what it is answered."""

    def __init__(self, notify, number=NUMBER):
        self.notify, self.number, self.count = notify, number, 0

    def hand_over(self, words, *, id="", token=TOKEN):
        self.count += 1
        told = {"id": id or f"{self.number}-{self.count}", "source_number": self.number, "message": words}
        told |= {"destination_number": "07500900000", "date_received": "2026-11-29T12:00:00.000000Z"}
        heads = {"Authorization": f"Bearer {token}"} if token else {}
        return Client().post("/texts/in", json.dumps(told), content_type="application/json", headers=heads)

    def texts(self, words, **told):
        before = len(self.notify.sent)
        answered = self.hand_over(words, **told)
        assert answered.status_code == 200, answered.content
        return self.notify.sent[-1]["personalisation"]["words"] if len(self.notify.sent) > before else ""


@pytest.fixture
def phone(notify, dale):
    return Phone(notify)


def code_in(answer):
    return answer.partition("Your code: ")[2][:14]


def test_a_story_is_kept_as_it_came_for_those_who_listen_and_nobody_else_and_answered_with_a_code(phone, dale):
    answer = phone.texts(STORY)
    voice = Voice.objects.get()
    assert voice.words.get().text == "The 576 stops at six.\n  Nobody  asks why!"
    assert (voice.place, voice.kind, voice.channel, voice.level) == (dale, "story", TEXT, Voice.COUNTED)
    assert list(voice.uses.values_list("use", flat=True)) == ["listen"]
    assert "Only the people who listen in Dale read it" in answer and "WITHDRAW" in answer and "STOP" in answer
    assert len(answer) <= 459
    assert voice.teller.id == str(Contributor.objects.get().pk)


def test_the_number_is_nowhere_but_as_a_keyed_hash(phone):
    phone.texts(STORY)
    line = TextLine.objects.get()
    assert line.number_hash == lines.hashed("+447700900123") and "900123" not in repr(vars(line))
    assert not ChannelChoice.objects.exists()


def test_the_same_message_handed_over_twice_is_one_story_and_one_answer(phone):
    first = phone.texts(STORY, id="one")
    assert phone.texts(STORY, id="one") == ""
    assert Voice.objects.count() == Contributor.objects.count() == TextIn.objects.count() == 1 and first


def test_where_the_answer_could_not_be_sent_the_next_try_brings_the_same_code(phone, notify):
    notify.answers = (500, "Exception", "down")
    assert phone.hand_over(STORY, id="one").status_code == 503
    notify.answers = None
    code = code_in(phone.texts(STORY, id="one"))
    assert Voice.objects.count() == 1 and lines.contributor_of(code, TextLine.objects.get()) is not None


def test_a_second_story_is_kept_with_the_same_slip(phone):
    phone.texts(STORY)
    assert "with the code you have" in phone.texts("story: And the hall is cold.")
    assert Contributor.objects.count() == 1
    assert set(Words.objects.values_list("text", flat=True)) >= {"And the hall is cold."}


def test_withdraw_asks_first_and_a_yes_takes_the_words_back_for_good(phone):
    code = code_in(phone.texts(STORY))
    assert "text YES" in phone.texts(f"Withdraw {code.lower()}")
    assert Words.objects.count() == 1
    person = Voice.objects.get().teller
    assert "Your words are gone" in phone.texts("yes")
    assert not Words.objects.exists() and Voice.objects.get().erased_at and not consent.standing(person).exists()
    assert "nothing to say yes to" in phone.texts("YES")
    assert "could be taken back" in phone.texts(f"WITHDRAW {code}")


def test_somebody_elses_telephone_takes_nothing_back_without_the_code(phone, notify):
    code = code_in(phone.texts(STORY))
    stranger = Phone(notify, "447700900456")
    assert "do not know this code" in phone.texts("WITHDRAW")
    assert "do not know this code" in stranger.texts("WITHDRAW 7KQM-2XWD-9FAB")
    assert "nothing to say yes to" in stranger.texts("YES")
    assert "text YES" in stranger.texts(f"WITHDRAW {code}"), "whoever holds the code may, from any telephone"


def test_codes_are_not_guessed_by_text(phone):
    wrong = "7KQ" + "2" * 8
    for _time in range(10):
        phone.texts(f"STATUS {wrong}{slips.check_letter(wrong)}")
    assert "Many codes have been tried" in phone.texts(f"STATUS {wrong}{slips.check_letter(wrong)}")


def test_stop_ends_every_text_and_says_how_to_take_the_story_back(phone):
    phone.texts(STORY)
    person = Voice.objects.get().teller
    assert "never your words" in phone.texts("Replies")
    assert channels.reach_of(channels.chosen(person)) == "+447700900123"
    answer = phone.texts("STOP")
    assert "no more texts" in answer and "WITHDRAW" in answer
    assert channels.chosen(person).channel == "none" and channels.chosen(person).reach == ""
    assert TextLine.objects.get().stopped_at


def test_status_is_what_the_parts_that_know_say_and_never_the_words(phone, monkeypatch):
    code = code_in(phone.texts(STORY))
    answer = phone.texts(f"STATUS {code}")
    assert "/slip" in answer and gsm.parts(answer) <= 2 and "The 576" not in answer and "stops at" not in answer
    assert "Nothing has been given" not in answer
    monkeypatch.setattr(replies, "_replies", [])
    assert "Nothing more has come of it yet" in phone.texts(f"status {code}")
    replies.register(lambda person: "Read by two people.")
    replies.register(lambda person: "")
    assert phone.texts(f"STATUS {code}") == "Read by two people."


def test_anything_else_is_answered_kindly_and_kept_nowhere(phone):
    for words in ("hello?", "Stop the buses being late", "", "🙂", "YES I know"):
        assert phone.texts(words).startswith("Hello. To tell us something")
    assert not Voice.objects.exists()
    assert "in one text or several" in phone.texts("STORY")
    assert "Tell us something first" in phone.texts("REPLIES")


def test_where_places_share_a_number_a_keyword_names_the_place_and_then_it_is_known(phone, settings):
    ash = make_place(HOUSE, slug="ashby", name="Ashby", footprint="Ash trees", invented=True)
    settings.TEXTS_IN_PLACES = "DAL=dale, ASH=ashby"
    answer = phone.texts(STORY)
    assert "Which place" in answer and "STORY ASH / STORY DAL" in answer and not Voice.objects.exists()
    phone.texts("story ash The hall is cold.")
    assert Voice.objects.get().place == ash and Words.objects.get().text == "The hall is cold."
    assert "code you have" in phone.texts("STORY More of it")
    assert code_in(phone.texts("DAL STORY The bus")), "a slip is of one place: another place gives another"


def test_only_whoever_has_the_token_hands_texts_over(phone, settings):
    assert phone.hand_over(STORY, token="").status_code == 403
    assert phone.hand_over(STORY, token="wrong").status_code == 403
    settings.TEXTS_IN_TOKEN = ""
    assert phone.hand_over(STORY, token="").status_code == 403
    assert Client().get("/texts/in").status_code == 405
    assert not TextIn.objects.exists()


def test_what_is_no_text_is_refused_in_a_sentence(phone):
    for body in ("", "[]", "{}", '{"id": 3, "source_number": "x", "message": "y"}', '{"id":"a","source_number":1}'):
        answered = Client().post(
            "/texts/in", body, content_type="application/json", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        assert answered.status_code == 400
    phone.number = "12345"
    assert phone.hand_over(STORY).status_code == 400


def test_two_machines_that_answer_each_other_end_after_a_while(phone, monkeypatch):
    monkeypatch.setattr(lines, "MOST_A_DAY", 3)
    answers = [phone.texts("out of office") for _time in range(5)]
    assert [bool(each) for each in answers] == [True, True, True, False, False]


def test_somebody_erased_leaves_no_telephone_behind(phone):
    phone.texts(STORY)
    person = Voice.objects.get().teller
    erase_person(HOUSE, person)
    assert not TextLine.objects.exists() and not TextIn.objects.exists()
    assert code_in(phone.texts("STORY Again"))


def test_the_words_of_a_text_reach_no_journal_and_no_log(phone, entries, caplog):
    phone.texts(STORY)
    kept = repr([vars(each) for each in entries()]) + caplog.text
    # Words, and not the number of the bus alone: times and ids have any three digits now and then.
    assert "The 576" not in kept and "stops at six" not in kept and "asks why" not in kept
    assert "900123" not in caplog.text


@pytest.mark.parametrize(
    ("text", "what", "rest"),
    [
        ("STORY\nFirst line", "story", "First line"),
        ("Story - it is cold", "story", "it is cold"),
        ("  story  two spaces", "story", " two spaces"),
        ("STORY: مجھے بس نہیں ملتی", "story", "مجھے بس نہیں ملتی"),
        ("Storytelling is fun", "help", "is fun"),
        ("STOP.", "stop", ""),
        ("status 7KQM 2XWD 9FAB", "status", "7KQM 2XWD 9FAB"),
    ],
)
def test_the_first_word_says_what_is_asked_and_the_rest_is_left_alone(text, what, rest):
    found = understood(text)
    assert (found.what, found.rest) == (what, rest)


def test_without_places_nothing_is_kept(phone, settings):
    settings.TEXTS_IN_PLACES = ""
    phone.texts(STORY)
    assert taking.keywords() == {} and not Voice.objects.exists()


def test_a_slip_given_out_on_paper_answers_to_its_code_by_text_too(phone, dale):
    _slip, code = give_slip(HOUSE, place=str(dale.pk))
    assert "Nothing has been given" in phone.texts(f"STATUS {code}")


def test_a_text_is_followed_with_its_code_and_taken_back_on_the_page_like_any_other(phone):
    code = code_in(phone.texts(STORY))
    assert "Nobody  asks why!" in Client().post("/voices/mine", {"code": code}).content.decode()
    assert phone.texts("STOP") and phone.texts(f"STATUS {code}"), "what they ask for themselves is answered after STOP"
    voice = Voice.objects.get()
    Client().post(f"/voice/{voice.pk}/take-back", {"code": code, "sure": "yes"})
    assert "Nothing has been given" in phone.texts(f"STATUS {code}")
