"""A voice is kept whole, used only as agreed, shown as its teller saw it, and gone when it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.errors import Clash, Gone, Invalid, NotAgreed, NotAllowed
from commonweal.journal import kinds
from commonweal.journal.actor import FACE, HOUSE, PUBLIC
from commonweal.journal.models import Entry
from commonweal.journal.refs import Ref
from commonweal.listening import cards, changes, own, queries, render
from commonweal.listening.models import Quote, Redaction, Voice, Words
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.consent_changes import withdraw_consent
from tests.listening.conftest import STORY

pytestmark = pytest.mark.django_db


def test_words_are_kept_to_the_last_blank_and_accent(say):
    words = "  Ça va… or not?\n\n  میں ٹھیک ہوں 🙂\t "
    assert say(words).words.get().text == words


def test_nothing_that_was_said_is_in_the_journal(say):
    voice = say(agreed=["quote"], level="chosen", called="Shaz", communities=["carers"])
    held = str(list(Entry.objects.filter(touched__thing=str(voice.pk)).values()))
    assert "bus" not in held and "Shaz" not in held and "carers" not in held


def test_where_nothing_is_agreed_to_nobody_but_the_teller_reads_it(say, somebody, listener, make, place):
    me = somebody()
    voice = say(who=me)
    for who in (PUBLIC, listener, make.person(coder=place), make.person(administrator="house"), somebody()):
        assert not Voice.objects.readable_by(who).filter(pk=voice.pk).exists()
    assert Voice.objects.readable_by(me).get() == voice


@pytest.mark.parametrize(
    ("use", "reads"),
    [("listen", {"listener"}), ("code", {"listener", "coder"}), ("publish", {"public", "listener", "coder"})],
)
def test_each_use_opens_the_words_to_those_it_names(say, listener, make, place, use, reads):
    say(agreed=[use])
    asked = {
        "public": PUBLIC,
        "listener": listener,
        "coder": make.person(coder=place),
        "steward": make.person(steward=place),
    }
    readers = {name for name, who in asked.items() if Voice.objects.readable_by(who).exists()}
    assert readers == reads | ({"steward"} if "public" in reads else set())


def test_a_role_elsewhere_reads_nothing_here(say, make):
    from commonweal.places.changes import make_place

    other = make_place(HOUSE, slug="other", name="Other", footprint="One street", invented=True)
    say(agreed=["code"])
    assert not Voice.objects.readable_by(make.person(listener=other, coder=other)).exists()


def test_a_line_is_quoted_only_as_agreed_and_only_from_the_words(say, listener):
    silent, told = say(), say(agreed=["quote"])
    with pytest.raises(NotAgreed):
        changes.choose_quote(listener, say(agreed=["code"]), words=silent.words.get(), start=0, stop=5)
    with pytest.raises(Invalid, match="another voice"):
        changes.choose_quote(listener, told, words=silent.words.get(), start=0, stop=5)
    with pytest.raises(Invalid, match="Mark the words"):
        changes.choose_quote(listener, told, words=told.words.get(), start=5, stop=500)
    quote = changes.choose_quote(listener, told, words=told.words.get(), start=4, stop=23)
    assert render.quoted(quote) == "bus stopped coming," == STORY[4:23]
    assert queries.quotes(told.place)[0].words == "bus stopped coming,"


def test_notes_and_words_not_read_back_are_never_shown_as_the_persons(say, listener, make, somebody, place):
    helper = make.person(facilitator=place)
    me = somebody()
    who = actors.for_somebody(helper, me, channel=FACE)
    for voicing in ("notes", "scribed", "interpreted"):
        voice = say(who=who, agreed=["quote"], voicing=voicing)
        with pytest.raises(Invalid, match="read back"):
            changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=7)
    changes.agree_words(who, voice, words="The bus has stopped.")
    voice.refresh_from_db()
    assert voice.theirs and voice.words.get().text == "The bus has stopped."
    changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=7)


def test_a_use_taken_back_ends_at_once_and_alone(say, somebody, listener):
    me = somebody()
    one, two = say(who=me, agreed=["quote", "publish"]), say("Another thing.", who=me, agreed=["quote"])
    changes.choose_quote(listener, one, words=one.words.get(), start=0, stop=7)
    changes.take_back_use(me, one, use="quote")
    assert not Quote.objects.public().exists() and two.may("quote") and one.may("publish")
    withdraw_consent(me, me, purpose="quote")
    assert not two.may("quote") and one.may("publish")


def test_what_is_ticked_may_be_done_and_nothing_else(say, somebody):
    me = somebody()
    voice = say(who=me, agreed=["quote", "publish"])
    changes.choose_uses(me, voice, agreed=["listen", "quote", "share"], share_with=["the library"])
    standing = dict(voice.uses.filter(withdrawn_at=None).values_list("use", "to_whom"))
    assert standing == {"listen": "", "quote": "", "share": "the library"}
    with pytest.raises(Invalid, match="Name the partners"):
        changes.choose_uses(me, say(who=me), agreed=["share"])


def test_the_line_beside_the_words_is_the_one_the_person_was_shown(say, somebody):
    me = somebody()
    voice = say(who=me, level="described", called="a carer, fifties, Eastside")
    assert render.whose(voice) == "a carer, fifties, Eastside"
    changes.be_shown_as(me, voice, level="named", called="Jean Holroyd")
    assert render.whose(voice) == "Jean Holroyd"
    changes.take_back_use(me, voice, use="name")
    assert render.whose(voice) == "Somebody here"
    assert render.whose(say(level="counted")) == "Somebody here"


def test_somebody_under_eighteen_is_asked_beside_a_grown_up(say):
    with pytest.raises(Invalid, match="grown-up"):
        say(young=True, agreed=["quote"])
    assert say(young=True, agreed=["quote"], guardian="her aunt").may("quote")
    assert say(young=True).may("listen") is False


def test_sharing_names_the_partners(say):
    with pytest.raises(Invalid, match="Name the partners"):
        say(agreed=["share"])
    voice = say(share_with=["the town’s surgeries"])
    assert voice.uses.get(use="share").to_whom == "the town’s surgeries"


def test_what_a_device_sends_twice_is_kept_once(say, somebody):
    me = somebody()
    one = say(who=me, client_id="a-1")
    assert say(who=me, client_id="a-1") == one and Voice.objects.count() == 1
    with pytest.raises(Clash):
        say(client_id="a-1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "sermon"},
        {"voicing": "guessed"},
        {"level": "chosen"},
        {"agreed": ["sell"]},
        {"helper_minutes": -1},
        {"words": "x\x00y"},
        {"given_on": timezone.localdate() + timedelta(days=30)},
        {"marks": [{"geometry": {"type": "Point", "coordinates": [91, 200]}}]},
        {"marks": [{"geometry": {"type": "Point", "coordinates": "here"}}]},
        {"marks": [{"geometry": {"type": "MultiPoint", "coordinates": [[0, 0]]}}]},
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_leaves_nothing(say, wrong):
    with pytest.raises(Invalid):
        say(**wrong)
    assert not Voice.objects.exists() and not Words.objects.exists()


def test_nobody_speaks_for_somebody_elsewhere_or_without_a_role(say, somebody, make, place):
    me = somebody()
    with pytest.raises(NotAllowed, match="Only a helper"):
        say(who=actors.for_somebody(make.person(), me, channel=FACE))
    far = actors.of_contributor(give_slip(HOUSE, place="elsewhere")[0])
    with pytest.raises(NotAllowed, match="another place"):
        say(who=far)
    with pytest.raises(NotAllowed, match="belongs to somebody"):
        say(who=PUBLIC)


def test_what_is_covered_is_left_out_for_others_and_shown_to_the_teller(say, somebody, listener):
    from commonweal.listening import keep_changes

    me = somebody()
    voice = say(who=me, agreed=["quote", "publish"])
    words = voice.words.get()
    begins = STORY.index("my mother")
    keep_changes.propose_redaction(listener, voice, words=words, start=begins, stop=begins + 9, reason=Redaction.THIRD)
    assert "my mother" not in render.said(words) and "[…]" in render.said(words)
    assert queries.pieces(me, voice)[0].text == STORY
    assert "my mother" not in queries.pieces(PUBLIC, voice)[0].text


def test_two_people_decide_what_is_covered_and_anger_is_no_reason(say, listener, make, place):
    from commonweal.listening import keep_changes

    voice = say(agreed=["listen"])
    words = voice.words.get()
    with pytest.raises(Invalid, match="Only what names"):
        keep_changes.propose_redaction(listener, voice, words=words, start=0, stop=7, reason="angry")
    with pytest.raises(Invalid, match="most of what was said"):
        long = say("x" * 900, agreed=["listen"])
        keep_changes.propose_redaction(listener, long, words=long.words.get(), start=0, stop=800, reason="rare")
    proposed = keep_changes.propose_redaction(listener, voice, words=words, start=0, stop=7, reason="rare")
    with pytest.raises(NotAllowed, match="Somebody else"):
        keep_changes.decide_redaction(listener, proposed, cover=False)
    keep_changes.decide_redaction(make.person(listener=place), proposed, cover=False)
    assert render.said(words) == STORY


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="abcdefgh éب\n", min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4),
    cut=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_what_is_rendered_is_every_letter_that_is_not_covered_and_no_other(text, spans, cut):
    """The slow twin goes letter by letter."""
    start, stop = min(cut), min(max(cut), len(text))
    rows = [(s, min(s + n, len(text))) for s, n in spans if s < len(text)]
    open_letters = [text[i] for i in range(start, stop) if not any(s <= i < e for s, e in rows)]
    shown = render.said_from(text, render.joined(rows), start, stop)
    assert shown.replace(render.COVER, "") == "".join(open_letters)
    touched = any(s < stop and e > start for s, e in rows) and start < stop
    assert (render.COVER in shown) == touched


def test_a_held_voice_goes_nowhere_its_teller_reads_why_and_can_say_no(say, somebody, listener, make, place):
    from commonweal.listening import keep_changes

    me, lead = somebody(), make.person(safeguarding=place)
    voice = say(who=me, agreed=["quote", "publish", "code"])
    changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=7)
    held = keep_changes.hold(listener, voice, reason="We are worried about the stairs.", told="the duty desk")
    assert not voice.may("publish") and not Quote.objects.public().exists()
    assert not Voice.objects.readable_by(PUBLIC).exists() and not Voice.objects.readable_by(listener).exists()
    assert Voice.objects.readable_by(lead).exists() and own.voices(me)[0].holds[0].reason.startswith("We are worried")
    assert kinds.cards(PUBLIC, [Ref("listening.voice", str(voice.pk)), Ref("listening.hold", str(held.pk))]) == {}
    with pytest.raises(Clash):
        keep_changes.hold(lead, voice, reason="Again.")
    keep_changes.appeal(me, held, words="I am safe.")
    with pytest.raises(NotAllowed):
        keep_changes.end_hold(listener, held, outcome="Fine.")
    keep_changes.end_hold(lead, held, outcome="We spoke. It is free again.")
    assert voice.may("publish") and not Voice.objects.readable_by(lead).agreed("code").exclude(pk=voice.pk).exists()


def test_what_people_say_stands_beside_the_place_in_their_words(say, listener, place):
    voice = say(agreed=["quote"], level="chosen", called="Shaz")
    changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=22)
    card = kinds.voices(PUBLIC, str(place.pk))[0]
    assert (card.title, card.note) == ("“The bus stopped coming”", "Shaz")
    assert cards.card(voice).title == "Shaz"


def test_counts_below_five_are_not_told(say, place):
    for _ in range(4):
        say()
    assert queries.in_place(PUBLIC, place).voices is None
    say()
    assert queries.in_place(PUBLIC, place).voices == 5


def test_a_late_upload_of_what_was_taken_back_is_refused(say, somebody):
    from commonweal.listening import leaving

    me = somebody()
    voice = say(who=me, client_id="late-1")
    _gone(voice, leaving)
    with pytest.raises(Gone, match="taken back"):
        say(who=me, client_id="late-1")


def _gone(voice, leaving) -> None:
    from commonweal.listening.keep_changes import _take_back

    _take_back(HOUSE, voice)
