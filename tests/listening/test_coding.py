"""Themes found by several people: whose name wins, what each saw, where they differ, what goes with a voice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import Clash, Invalid, NotAgreed, NotAllowed
from commonweal.journal import trace
from commonweal.journal.actor import PUBLIC
from commonweal.journal.refs import Ref
from commonweal.listening import changes as voices
from commonweal.listening import keep_changes
from commonweal.listening.coding import before, bringing, changes, exporting, queries, rules, seeing, sessions
from commonweal.listening.coding.words import clock, seconds, sentences
from commonweal.listening.models import (
    Codebook,
    Coding,
    Differs,
    Reading,
    SessionVoice,
    Shown,
    Theme,
    ThemeCount,
    Voice,
)
from commonweal.people.erase_changes import erase_person
from commonweal.refiqda import reading, writing
from commonweal.refiqda.standard import Code, Span, every_code
from commonweal.refiqda.standard import Codebook as Book
from commonweal.refiqda.standard import Coding as Coded
from tests.listening.coding_maker import TABLES, Cafe, give, place_called


@pytest.fixture
def cafe(make):
    return Cafe(make)


def said(voice: Voice):
    return voice.words.get()


def see(who, voice, theme, words: str = "", session=None):
    """Somebody sees a theme in these words, or in the whole."""
    if not words:
        return seeing.code(who, voice, theme=theme, session=session)
    text = said(voice)
    start = text.text.index(words)
    return seeing.code(who, voice, theme=theme, session=session, words=text, start=start, stop=start + len(words))


def test_a_theme_named_by_people_keeps_that_name_against_those_who_read(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="Transport access")
    named = changes.say_anew(cafe.dot, theme, name="The last bus", whose="people")
    assert (named.name, named.whose, named.also) == ("The last bus", "people", "Transport access")
    with pytest.raises(Clash, match="that name stays"):
        changes.say_anew(cafe.femi, named, name="Mobility", whose="coders")
    described = changes.say_anew(cafe.femi, named, name="The last bus", whose="people", description="After six.")
    assert described.description == "After six." and described.name == "The last bus"


def test_when_two_themes_are_put_together_the_name_that_people_gave_stays_and_the_other_is_kept(cafe):
    ours = changes.find_theme(cafe.femi, cafe.place, name="Isolation")
    theirs = changes.find_theme(cafe.dot, cafe.place, name="Nobody knocks", whose="people")
    see(cafe.femi, cafe.voices[1], theirs)
    see(cafe.femi, cafe.voices[5], theirs)
    see(cafe.femi, cafe.voices[5], ours)
    into = changes.merge(cafe.femi, theirs, into=ours)
    assert (into.name, into.whose, into.also) == ("Nobody knocks", "people", "Isolation")
    assert into.codings.count() == 2 and Theme.objects.standing().count() == 1
    with pytest.raises(Clash, match="no longer in use"):
        see(cafe.femi, cafe.voices[0], Theme.objects.get(pk=theirs.pk))


def test_a_theme_can_be_called_by_somebodys_own_words_if_a_line_of_theirs_may_be_shown(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="Isolation")
    voice, text = cafe.voices[1], said(cafe.voices[1])
    named = changes.name_from(cafe.dot, theme, voice=voice, words=text, start=0, stop=22)
    assert named.name == "Nobody knocks any more" and named.whose == "people"
    quiet = give(cafe.place, "My husband drinks, and nobody may know.", ("listen", "code"))
    with pytest.raises(NotAgreed):
        changes.name_from(cafe.dot, theme, voice=quiet, words=said(quiet), start=0, stop=17)


def test_a_part_of_a_theme_becomes_one_of_its_own(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="Getting about")
    codings = [see(cafe.femi, each, theme) for each in cafe.voices[:3]]
    new = changes.split(cafe.dot, theme, name="Walking in the dark", whose="people", codings=codings[:1])
    assert new.split_from == theme and new.codings.count() == 1 and theme.codings.count() == 2
    with pytest.raises(Clash, match="of that name"):
        changes.split(cafe.dot, theme, name="getting about", whose="coders", codings=codings[1:])


def test_a_theme_cannot_stand_under_itself(cafe):
    top = changes.find_theme(cafe.femi, cafe.place, name="Getting about")
    low = changes.find_theme(cafe.femi, cafe.place, name="The last bus", parent=top)
    with pytest.raises(Invalid, match="under itself"):
        changes.say_anew(cafe.femi, top, name=top.name, whose=top.whose, parent=low)


def test_only_what_may_be_coded_is_coded_and_only_by_those_who_read_here(cafe, make):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    quiet = give(cafe.place, "Only for those who listen.", ("listen",))
    with pytest.raises(NotAgreed):
        see(cafe.dot, quiet, theme)
    for who in (make.person(), make.person(steward=cafe.place), make.person(coder=place_called("elsewhere")), PUBLIC):
        with pytest.raises(NotAllowed, match="coder"):
            see(who, cafe.voices[0], theme)
    keep_changes.hold(cafe.femi, cafe.voices[0], reason="Somebody may be in danger.")
    with pytest.raises(NotAgreed):
        see(cafe.femi, cafe.voices[0], theme)
    assert not Coding.objects.exists()


def test_what_makes_no_sense_is_refused(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    voice, other = cafe.voices[:2]
    for where in (
        dict(words=said(other), start=0, stop=3),
        dict(words=said(voice), start=3, stop=3),
        dict(words=said(voice), start=0, stop=10_000),
        dict(media="film-1", from_second=5, to_second=2),
    ):
        with pytest.raises(Invalid):
            seeing.code(cafe.femi, voice, theme=theme, **where)
    stretch = seeing.code(cafe.femi, voice, theme=theme, media="film-1", from_second=1.5, to_second=4)
    again = seeing.code(cafe.femi, voice, theme=theme, media="film-1", from_second=1.5, to_second=4)
    assert stretch == again and (stretch.from_second, stretch.to_second) == (1.5, 4)
    with pytest.raises(Invalid, match="called"):
        changes.find_theme(cafe.femi, cafe.place, name="  ")
    with pytest.raises(NotAllowed, match="Only whoever saw this"):
        seeing.uncode(cafe.dot, stretch)
    seeing.uncode(cafe.femi, stretch)
    assert not Coding.objects.exists()


def test_a_theme_rests_on_its_voices_and_a_voice_leads_to_its_themes(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    see(cafe.dot, cafe.voices[0], theme, "The bus stops at six.")
    back = trace.back(cafe.femi, Ref("listening.theme", str(theme.pk)))
    assert [step.thing for step in back.steps] == [Ref("listening.voice", str(cafe.voices[0].pk))]
    forward = trace.forward(cafe.femi, Ref("listening.voice", str(cafe.voices[0].pk)))
    assert [step.card.title for step in forward.steps] == ["The last bus"]


def test_a_theme_shows_everybody_lines_that_may_be_shown_and_counts_of_five_and_more(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    for voice in cafe.voices[:4]:
        see(cafe.dot, voice, theme)
    text = said(cafe.voices[0])
    quote = voices.choose_quote(cafe.femi, cafe.voices[0], words=text, start=0, stop=21)
    (row,) = queries.themes(PUBLIC, cafe.place)
    assert row.voices is None and row.quotes == 1
    whole = queries.whole(PUBLIC, theme)
    assert [each.words for each in whole.quotes] == ["The bus stops at six."] and whole.voices == ()
    assert [each.voices for each in (*whole.months, *whole.gatherings)] == [None, None]
    assert queries.themes(cafe.dot, cafe.place)[0].voices == 4
    assert len(queries.whole(cafe.dot, theme).voices) == 4
    see(cafe.femi, cafe.voices[4], theme)
    assert queries.themes(PUBLIC, cafe.place)[0].voices == 5
    voices.take_back_use(_teller(cafe.voices[0]), cafe.voices[0], use="quote")
    assert queries.whole(PUBLIC, theme).quotes == () and quote


def _teller(voice: Voice):
    return Voice.objects.get(pk=voice.pk).teller


def test_a_quote_stands_under_the_theme_that_was_seen_in_its_words_and_under_no_other(cafe):
    bus = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    care = changes.find_theme(cafe.femi, cafe.place, name="Seeing a doctor")
    see(cafe.dot, cafe.voices[0], bus, "The bus stops at six.")
    see(cafe.dot, cafe.voices[0], care, "After work there is no way to reach the surgery.")
    voices.choose_quote(cafe.femi, cafe.voices[0], words=said(cafe.voices[0]), start=0, stop=21)
    counts = {row.name: row.quotes for row in queries.themes(PUBLIC, cafe.place)}
    assert counts == {"The last bus": 1, "Seeing a doctor": 0}


def test_voices_under_a_theme_and_under_what_stands_below_it_are_counted_once(cafe):
    top = changes.find_theme(cafe.femi, cafe.place, name="Getting about")
    low = changes.find_theme(cafe.femi, cafe.place, name="The last bus", parent=top)
    for voice in cafe.voices[:3]:
        see(cafe.dot, voice, low)
    see(cafe.dot, cafe.voices[0], top)
    see(cafe.dot, cafe.voices[3], top)
    rows = queries.themes(cafe.dot, cafe.place)
    assert [(row.name, row.depth, row.voices) for row in rows] == [("Getting about", 0, 4), ("The last bus", 1, 3)]


@pytest.fixture
def session(cafe):
    return seeing.open_session(cafe.femi, cafe.place, name="Around the table", gathering=cafe.gathering)


def test_two_people_who_read_the_same_see_how_alike_and_where_they_differ(cafe, session):
    bus = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    knock = changes.find_theme(cafe.dot, cafe.place, name="Nobody knocks", whose="people")
    for who in (cafe.femi, cafe.dot):
        for voice in cafe.voices:
            seeing.mark_read(who, session, voice=voice)
        see(who, cafe.voices[0], bus, session=session)
        see(who, cafe.voices[4], bus, session=session)
        see(who, cafe.voices[5], knock, session=session)
    see(cafe.dot, cafe.voices[1], knock, session=session)
    seeing.differ(cafe.femi, session, voice=cafe.voices[1], theme=knock, words="She likes to sit alone, I think.")
    whole = sessions.whole(cafe.dot, session)
    assert (whole.both, whole.residents, len(whole.coders)) == (6, 1, 2)
    alike = {each.theme: (each.voices, each.alike, each.alpha) for each in whole.alike}
    assert alike["The last bus"] == (6, 6, 1.0) and alike["Nobody knocks"][:2] == (6, 5)
    (difference,) = whole.differences
    assert difference.theme == "Nobody knocks" and difference.number == 2
    assert difference.said == ((whole.coders[0].name, "She likes to sit alone, I think."),)
    assert len(difference.see) == len(difference.do_not) == 1
    assert 0 < whole.alpha < 1


def test_whoever_has_not_read_a_voice_does_not_disagree_about_it(cafe, session):
    bus = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    see(cafe.dot, cafe.voices[0], bus, session=session)
    whole = sessions.whole(cafe.femi, session)
    assert whole.differences == () and whole.both == 0 and whole.alpha is None
    seeing.mark_read(cafe.femi, session, voice=cafe.voices[0])
    assert len(sessions.whole(cafe.femi, session).differences) == 1


def test_spans_of_several_people_stand_side_by_side_at_the_sentence(cafe, session):
    bus = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    walk = changes.find_theme(cafe.dot, cafe.place, name="Walking in the dark", whose="people")
    voice = cafe.voices[4]
    see(cafe.femi, voice, bus, "Last bus at six!", session=session)
    see(cafe.dot, voice, walk, "in the dark", session=session)
    words, whole, people = sessions.reading(cafe.dot, session, voice)
    first, second = words[0].parts
    assert [(each.theme, each.part) for each in first.seen] == [("The last bus", "")]
    assert [(each.theme, each.part, each.own) for each in second.seen] == [("Walking in the dark", "in the dark", True)]
    assert whole == [] and len({each.lane for each in people}) == 2


def test_a_session_is_for_those_who_read_there_and_ends_with_a_version_of_the_themes(cafe, session, make):
    changes.find_theme(cafe.dot, cafe.place, name="The last bus", whose="people")
    for viewer in (PUBLIC, make.person(), make.person(steward=cafe.place)):
        with pytest.raises(NotAllowed):
            sessions.session(viewer, str(session.pk))
    closed = seeing.close_session(cafe.dot, session)
    assert closed.codebook.number == 1 and [each["name"] for each in closed.codebook.themes] == ["The last bus"]
    with pytest.raises(Clash, match="over"):
        seeing.mark_read(cafe.dot, closed, voice=cafe.voices[0])


def test_a_session_takes_only_voices_that_may_be_coded(make):
    cafe = Cafe(make, agreed=("listen",))
    with pytest.raises(Invalid, match="nobody has agreed"):
        seeing.open_session(cafe.femi, cafe.place, name="Around the table")


def test_residents_are_told_from_those_whose_work_it_is(cafe):
    assert rules.resident(cafe.dot, cafe.place) and not rules.resident(cafe.femi, cafe.place)


def test_a_voice_taken_back_is_gone_from_every_theme_and_its_count_stays_where_five_said_it(cafe, session):
    many = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    few = changes.find_theme(cafe.femi, cafe.place, name="Nobody knocks")
    for voice in cafe.voices:
        see(cafe.dot, voice, many, session=session)
    see(cafe.dot, cafe.voices[1], few, session=session)
    gone = cafe.voices[1]
    seeing.differ(cafe.femi, session, voice=gone, words="She sits by the window and counts.")
    changes.name_from(cafe.dot, few, voice=gone, words=said(gone), start=0, stop=22)
    changes.keep_codebook(cafe.dot, cafe.place)
    keep_changes.take_back(gone.teller, [gone])
    for model in (Coding, Reading, SessionVoice, Differs):
        assert not model.objects.filter(voice=gone).exists()
    assert ThemeCount.objects.get().theme == many
    (row,) = [each for each in queries.themes(PUBLIC, cafe.place) if each.name == "The last bus"]
    assert row.voices == 6
    assert [each.voices for each in queries.whole(PUBLIC, many).months] == [6]
    few.refresh_from_db()
    assert (few.name, few.whose, few.named_from) == ("Nobody knocks", "coders", None)
    assert "any more" not in json.dumps([each.themes for each in Codebook.objects.all()])


def test_all_six_taken_back_one_by_one_leave_an_honest_six(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    for voice in cafe.voices:
        see(cafe.dot, voice, theme)
    for voice in cafe.voices:
        keep_changes.take_back(voice.teller, [voice])
    assert queries.themes(PUBLIC, cafe.place)[0].voices == 6 and not Coding.objects.exists()


def test_words_that_were_set_right_leave_no_stretch_pointing_at_other_letters(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    voice = cafe.voices[0]
    see(cafe.dot, voice, theme, "The bus stops at six.")
    voices.agree_words(voice.teller, voice, words="It was quite otherwise.")
    coding = Coding.objects.get()
    assert (coding.words, coding.start, coding.stop) == (None, None, None)


def test_somebody_who_read_and_is_erased_leaves_what_was_seen_and_none_of_their_words(cafe, session):
    theme = changes.find_theme(cafe.dot, cafe.place, name="The last bus")
    see(cafe.dot, cafe.voices[0], theme, session=session)
    seeing.mark_read(cafe.femi, session, voice=cafe.voices[0])
    seeing.differ(cafe.dot, session, voice=cafe.voices[0], words="It is the road, not the bus.")
    erase_person(cafe.dot, cafe.dot)
    coding = Coding.objects.get()
    assert coding.by_kind == "gone" and coding.by_id != cafe.dot.id and not Differs.objects.exists()
    whole = sessions.whole(cafe.femi, session)
    assert len(whole.coders) == 2 and len(whole.differences) == 1


def test_reading_across_gatherings_finds_by_words_theme_gathering_community_and_language(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    urdu = give(cafe.place, "بس چھ بجے رک جاتی ہے", language="ur", communities=["Pakistani women"])
    see(cafe.dot, urdu, theme)
    see(cafe.dot, cafe.voices[0], theme, "The bus stops at six.")

    def ids(**asked):
        return {each.id for each in before.across(cafe.dot, cafe.place, **asked)[0]}

    assert ids(typed="bus six") == {str(cafe.voices[0].pk), str(cafe.voices[4].pk)}
    assert ids(theme=str(theme.pk)) == {str(urdu.pk), str(cafe.voices[0].pk)}
    assert ids(language="ur") == ids(community="pakistani women") == {str(urdu.pk)}
    assert len(ids(gathering=str(cafe.gathering.pk))) == 6 and ids(gathering="no id") == set()
    assert before.across(PUBLIC, cafe.place)[0] == []
    found = before.across(cafe.dot, cafe.place, theme=str(theme.pk))[0]
    assert {"The bus stops at six."} in [set(each.parts) for each in found]


def test_what_is_covered_is_neither_found_nor_shown(cafe, make):
    voice = give(cafe.place, "Doctor Okonkwo never listens to us.")
    listener = make.person(listener=cafe.place)
    keep_changes.propose_redaction(listener, voice, words=said(voice), start=7, stop=14, reason="third")
    assert before.across(cafe.dot, cafe.place, typed="okonkwo")[0] == []
    (row,) = before.across(cafe.dot, cafe.place, typed="never listens")[0]
    assert "Okonkwo" not in row.words


def test_communities_are_not_looked_up_by_those_who_may_only_read_what_is_published(cafe):
    give(cafe.place, "For everyone to read.", ("listen", "publish"), communities=["Deaf"])
    give(cafe.place, "For everyone to read, too.", ("listen", "publish"))
    assert len(before.across(PUBLIC, cafe.place, community="Deaf")[0]) == 2


def test_a_question_that_was_asked_before_is_met_with_what_was_said(cafe):
    changes.find_theme(cafe.dot, cafe.place, name="Nobody knocks", whose="people")
    found = before.said_before(cafe.dot, cafe.place, "What stops you seeing people after the bus stops?")
    assert [each.name for each in found.gatherings] == ["Café at the hall"]
    assert "The bus stops" in found.voices[0].words
    assert [each.name for each in before.said_before(cafe.dot, cafe.place, "Who knocks?").themes] == ["Nobody knocks"]
    assert before.said_before(PUBLIC, cafe.place, "the bus stops").voices == ()
    assert before.said_before(cafe.dot, cafe.place, "the") == before.said_before(cafe.dot, cafe.place, "")


def test_words_leave_only_where_their_teller_agreed_to_this_partner_or_to_open_data(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    shared = give(cafe.place, "Passed on to the council 🚌.", ("listen", "code"), share_with=["Wenbeck Council"])
    opened = give(cafe.place, "Anyone may have this.", ("listen", "code", "open_data"))
    for voice in (shared, opened, cafe.voices[0]):
        see(cafe.dot, voice, theme)
    see(cafe.dot, shared, theme, "🚌")
    assert exporting.partners(cafe.place) == ["Wenbeck Council"]
    with pytest.raises(NotAllowed, match="listener"):
        exporting.hand_over(cafe.dot, cafe.place)
    handed = exporting.hand_over(cafe.femi, cafe.place, to_whom="Wenbeck Council")
    assert (handed.leaving.with_words, handed.leaving.without_words) == (2, 1)
    found = reading.project(handed.data)
    texts = {each.text: each for each in found.texts}
    assert "Passed on to the council 🚌." in texts and "Anyone may have this." in texts
    assert not any(TABLES[0] in each for each in texts) and len(texts) == 3
    closed = next(each for text, each in texts.items() if "did not agree" in text)
    assert len(closed.codings) == 1 and closed.spans == ()
    (span,) = texts["Passed on to the council 🚌."].spans
    assert "Passed on to the council 🚌."[span.start : span.stop] == "🚌"
    assert {each.name for each in found.users} == {"Reader 1"} and cafe.dot.id not in str(found)
    told = Shown.objects.get(voice=shared)
    assert told.printed and "Wenbeck Council" in told.what
    anyone = reading.project(exporting.hand_over(cafe.femi, cafe.place).data)
    assert not any("council" in (each.text or "") for each in anyone.texts)


def test_what_is_covered_leaves_covered_and_stretches_move_with_it(cafe, make):
    theme = changes.find_theme(cafe.femi, cafe.place, name="Being heard")
    words = "Doctor Okonkwo never listens to us."
    voice = give(cafe.place, words, ("listen", "code", "open_data"))
    keep_changes.propose_redaction(
        make.person(listener=cafe.place), voice, words=said(voice), start=7, stop=14, reason="third"
    )
    see(cafe.dot, voice, theme, "never listens")
    see(cafe.dot, voice, theme, "Okonkwo never")
    (text,) = reading.project(exporting.hand_over(cafe.femi, cafe.place).data).texts
    assert text.text == "Doctor […] never listens to us."
    assert {text.text[each.start : each.stop] for each in text.spans} == {"never listens", "[…] never"}


def test_the_codebook_goes_out_as_a_tree_and_another_is_brought_without_taking_over_names(cafe, shared_data):
    top = changes.find_theme(cafe.femi, cafe.place, name="Getting about", description="Buses, walking")
    changes.find_theme(cafe.dot, cafe.place, name="The last bus", whose="people", parent=top)
    book = reading.codebook(exporting.qdc(cafe.place))
    assert [(code.name, up) for code, up in every_code(book.codes)] == [
        ("Getting about", ""), ("The last bus", str(top.pk)),
    ]  # fmt: skip
    files = shared_data / "participation" / "refi-qda"
    for name in ("taguette_codebook.qdc", "nvivo_project.qdpx", "taguette_codebook.qdc"):
        changes.bring_codebook(cafe.femi, cafe.place, codes=reading.codebook((files / name).read_bytes()).codes)
    assert Theme.objects.filter(place=cafe.place, whose="brought", name="barrier.transport").count() == 1
    changes.bring_codebook(cafe.femi, cafe.place, codes=book.codes)
    assert Theme.objects.get(place=cafe.place, name="The last bus").whose == "people"


def test_cards_go_to_paper_and_their_tellers_are_told(cafe, session):
    seeing.print_cards(cafe.dot, session)
    assert Shown.objects.filter(printed=True).count() == 6
    assert "Around the table" in Shown.objects.first().what


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (TABLES[4], ["Last bus at six!", "Then we walk, in the dark, past the works."]),
        ("بس رک جاتی ہے۔ پھر کیا؟", ["بس رک جاتی ہے۔", "پھر کیا؟"]),
        ("バスは六時まで。歩く。", ["バスは六時まで。", "歩く。"]),
        ("  \n ", []),
        ("no end", ["no end"]),
    ],
)
def test_words_fall_into_sentences_in_any_script_and_none_is_lost(words, parts):
    assert [words[start:stop] for start, stop in sentences(words)] == parts


def test_what_nobody_ended_is_cut_at_a_space():
    words = "and then " * 200
    found = sentences(words)
    assert len(found) > 3 and max(stop - start for start, stop in found) <= 400
    assert "".join(words[a:b] for a, b in found).replace(" ", "") == words.replace(" ", "")


def test_dates_of_gatherings_and_months_are_kept_apart(cafe):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    for month in (5, 6):
        for number in range(5):
            see(cafe.dot, give(cafe.place, f"Bus {month} {number}", given_on=date(2026, month, 1 + number)), theme)
    assert [each.voices for each in queries.whole(PUBLIC, theme).months] == [5, 5]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("75", 75),
        ("1:15", 75),
        ("0:00:07.5", 7.5),
        ("0:07,5", 7.5),
        ("later", None),
        ("1:75", None),
        ("", None),
        ("²", None),
    ],
)
def test_moments_of_a_recording_are_read_as_people_write_them(said, meant):
    assert seconds(said) == meant


@pytest.mark.parametrize("moment", [0, 5, 59.5, 75, 3600, 3723.5])
def test_a_moment_is_shown_as_it_can_be_written_again(moment):
    assert seconds(clock(moment)) == moment


def test_a_file_of_ours_that_was_coded_elsewhere_comes_back_to_the_very_same_words(cafe, make):
    theme = changes.find_theme(cafe.femi, cafe.place, name="Being heard")
    text = "Doctor Okonkwo never listens to us 🚌. Never."
    voice = give(cafe.place, text, ("listen", "code", "open_data"))
    gone = give(cafe.place, "This one changes its mind.", ("listen", "code", "open_data"))
    listener = make.person(listener=cafe.place)
    keep_changes.propose_redaction(listener, voice, words=said(voice), start=7, stop=14, reason="third")
    for each in (voice, gone):
        see(cafe.dot, each, theme)
    see(cafe.dot, voice, theme, "never listens")
    project = reading.project(exporting.hand_over(cafe.femi, cafe.place).data)
    ours = next(each for each in project.texts if "Doctor" in each.text)
    at = ours.text.index("🚌. Never")
    number = "0d62985d-b147-5d01-a9b5-{:012d}".format
    code = Code(number(1), "Not listened to")
    span = Span(number(2), at, at + len("🚌. Never"), (Coded(number(3), code.guid),))
    coded = replace(
        project,
        codebook=Book((*project.codebook.codes, code)),
        texts=(replace(ours, spans=(*ours.spans, span)), *[each for each in project.texts if each != ours]),
    )
    voices.take_back_use(gone.teller, gone, use="code")
    before_it = Coding.objects.count()
    brought = bringing.bring_project(cafe.femi, cafe.place, project=reading.project(writing.project(coded)))
    assert (brought.codings, brought.strange) == (1, 1) and Coding.objects.count() == before_it + 1
    new = Coding.objects.get(theme__name="Not listened to")
    assert text[new.start : new.stop] == "🚌. Never" and new.by_id == cafe.femi.id
    assert bringing.bring_project(cafe.femi, cafe.place, project=coded).codings == 0


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=4), st.integers(0, 60)
)
def test_places_in_a_file_lead_back_to_the_words_wherever_nothing_is_covered(text, covers, at):
    hidden, end = [], -1
    for start, length in sorted(covers):
        if start > end and start + length <= len(text):
            hidden.append((start, start + length))
            end = start + length
    at = min(at, len(text))
    if not any(start < at < stop for start, stop in hidden):
        assert bringing.unmoved(exporting.moved(at, hidden), hidden) == at
