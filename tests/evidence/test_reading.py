"""Numbers are read together: one idea a page, and what people make of a number stands beside it as they agreed."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from commonweal.core.errors import Invalid, NotAllowed, NotFound
from commonweal.evidence import citing, kept_queries
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.reading import changes, pictures, poster, queries, words
from commonweal.journal import trace
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.refs import Ref
from commonweal.listening import answering
from commonweal.listening.changes import choose_quote, record_voice, take_back_use
from commonweal.listening.models import Voice
from commonweal.places.changes import make_place
from tests.makers import PASSWORD

ROWS = ({"where": "Millgate", "value": 23.0, "text": "23 in 100", "numerator": 230, "denominator": 1000,
         "areas": 3, "known": 3},
        {"where": "England", "value": 18.0, "text": "18 in 100", "beside": "England"})  # fmt: skip


@pytest.fixture
def place(db, monkeypatch):
    """A place with three numbers that can be told."""
    told = {
        "test:alone": ("Homes where one person lives alone", "23 in 100", 23.0, "percent", None, None, ROWS),
        "test:gap": ("How much shorter lives are", "6.1 years", 6.1, "years", 4.0, 8.2, ()),
        "test:unknown": ("Evenings out", "not known", None, "percent", None, None, ()),
    }

    def make(viewer, place, asked):
        if asked.about not in told:
            return None
        label, text, value, unit, low, high, rows = told[asked.about]
        return citing.Finding(label, text, value, unit, "Counted by us, 2025", "Counted once.", "test 1",
                              low=low, high=high, licence="CC0-1.0", rows=rows)  # fmt: skip

    monkeypatch.setitem(citing._makers, "test", make)
    return make_place(HOUSE, slug="millgate", name="Millgate", footprint="Three streets", invented=True)


@pytest.fixture
def reading(place):
    return changes.prepare_reading(
        HOUSE,
        place=place,
        title="Who is alone?",
        numbers=[Asked("test:alone"), Asked("test:gap"), Asked("test:unknown")],
    )


def say(make, place, page, *, agreed, words_="It is the stairs."):
    return record_voice(make.contributor(), place=place, kind="story", words=words_, agreed=agreed,
                        because=answering.refs(str(page.pk)))  # fmt: skip


def test_each_number_becomes_a_page_and_is_kept_as_it_stands(reading):
    pages = queries.pages(PUBLIC, reading)
    assert [each.number for each in pages] == [1, 2, 3]
    assert (
        pages[0].residents == "Here it is 23 in 100. That is about 230 in all. In England as a whole it is 18 in 100."
    )
    assert "230 of 1,000." in pages[0].clinicians
    assert "95% interval: likely 4.0 to 8.2." in pages[1].clinicians
    assert "not nought" not in pages[0].residents and "does not mean that it is nought" in pages[2].residents


def test_a_stranger_prepares_nothing_and_a_facilitator_does_with_a_gathering(place, make):
    with pytest.raises(NotAllowed, match="reads the evidence with others"):
        changes.prepare_reading(make.person(), place=place, title="Mine", numbers=[Asked("test:alone")])
    from django.utils import timezone

    dot = make.person(facilitator=place)
    held = changes.prepare_reading(
        dot, place=place, title="Ours", numbers=[Asked("test:alone")], on=timezone.localdate()
    )
    assert held.gathering.name == "Ours"


def test_too_many_numbers_or_none_are_refused_kindly(place):
    for numbers in ([], [Asked("test:alone")] * 13):
        with pytest.raises(Invalid, match="one page each"):
            changes.prepare_reading(HOUSE, place=place, title="Too much", numbers=numbers)


def test_words_of_ones_own_stand_instead_and_the_number_stays(reading):
    page = queries.page(PUBLIC, reading, 1)
    changes.word_page(HOUSE, page, heading="Nobody to talk to", residents="One home in four.", clinicians="")
    shown = queries.pages(PUBLIC, reading)[0]
    assert (shown.heading, shown.residents, shown.figure.text) == (
        "Nobody to talk to",
        "One home in four.",
        "23 in 100",
    )


def test_what_somebody_makes_of_it_stands_beside_only_as_they_agreed(reading, place, make):
    page = queries.page(PUBLIC, reading, 1)
    silent = say(make, place, page, agreed=["listen"])
    loud = say(make, place, page, agreed=["listen", "publish", "pair_with_number"], words_="I count the days.")
    published_only = say(make, place, page, agreed=["listen", "publish"])
    beside = queries.pages(PUBLIC, reading)[0].figure
    assert [row.words for row in beside.voices] == ["I count the days."] and beside.unheard is None
    assert {silent.pk, published_only.pk}.isdisjoint({row.id for row in beside.voices})
    take_back_use(loud.teller, loud, use="pair_with_number")
    assert queries.pages(PUBLIC, reading)[0].figure.voices == ()


def test_a_line_is_quoted_where_only_that_was_agreed(reading, place, make):
    page = queries.page(PUBLIC, reading, 1)
    voice = say(
        make, place, page, agreed=["listen", "quote", "pair_with_number"], words_="The lift is out. I am tired."
    )
    assert queries.pages(PUBLIC, reading)[0].figure.voices == ()
    listener = make.person(listener=place)
    choose_quote(listener, voice, words=voice.words.get(), start=0, stop=len("The lift is out."))
    assert [row.words for row in queries.pages(PUBLIC, reading)[0].figure.voices] == ["The lift is out."]


def test_a_note_of_what_several_said_is_read_only_by_those_who_listen(reading, place, make):
    dot = make.person(facilitator=place)
    page = queries.page(dot, reading, 2)
    changes.note_what_was_said(dot, page, words="They laughed at the number.")
    assert queries.pages(PUBLIC, reading)[1].figure.voices == ()
    (seen,) = queries.pages(dot, reading)[1].figure.voices
    assert seen.notes and seen.words == "They laughed at the number."
    assert Voice.objects.get(pk=seen.id).voicing == Voice.NOTES


def test_five_who_are_not_shown_are_counted_and_four_are_not(reading, place, make):
    page = queries.page(PUBLIC, reading, 1)
    for _ in range(4):
        say(make, place, page, agreed=["listen"])
    assert queries.pages(PUBLIC, reading)[0].figure.unheard is None
    say(make, place, page, agreed=["listen"])
    assert queries.pages(PUBLIC, reading)[0].figure.unheard == 5


def test_a_voice_rests_on_the_number_and_the_number_tells_what_came_of_it(reading, place, make):
    page = queries.page(PUBLIC, reading, 1)
    voice = say(make, place, page, agreed=["listen", "publish", "pair_with_number"])
    figure = Ref("evidence.figure", str(page.figure_id))
    assert figure in [step.thing for step in trace.back(voice.teller, Ref("listening.voice", str(voice.pk))).steps]
    changes.end_reading(HOUSE, reading, because=[figure])
    shown = kept_queries.kept_figure(PUBLIC, str(page.figure_id))
    assert [row.words for row in shown.voices] == ["It is the stairs."]
    assert [row.title for row in shown.came_of] == ["Who is alone?"]


def test_nothing_is_asked_after_the_end_and_what_was_said_stays(reading, place, make):
    page = queries.page(PUBLIC, reading, 1)
    say(make, place, page, agreed=["listen", "publish", "pair_with_number"])
    changes.end_reading(HOUSE, reading)
    assert answering.refs(str(page.pk)) == []
    assert len(queries.pages(PUBLIC, reading)[0].figure.voices) == 1


def test_pictures_are_dots_for_shares_a_line_for_what_is_unsure_and_nothing_for_what_is_unknown(reading):
    share, gap, unknown = (pictures.of(each.figure) for each in queries.pages(PUBLIC, reading))
    assert share.svg.count('class="on"') == 23 + 18 and share.svg.count('class="off"') == 200 - 41
    assert share.table == (("Millgate", "23 in 100"), ("England", "18 in 100"))
    assert "range" in gap.svg and gap.table[1][1] == "4.0 – 8.2"
    assert unknown is None


def test_the_wall_has_a_sheet_for_each_number_with_the_same_number_for_both(reading):
    for asked in (words.RESIDENTS, words.CLINICIANS):
        pages = PdfReader(io.BytesIO(poster.pdf(queries.row(reading), queries.pages(PUBLIC, reading), asked))).pages
        assert len(pages) == 3 and round(float(pages[0].mediabox.height) * 25.4 / 72) == 594
        said = pages[0].extract_text()
        assert "23 in 100" in said and "What do you make of this?" in said
    assert "Counted once." in said


def test_a_kept_number_says_all_that_is_needed_to_find_it_again(reading, place):
    figure = keep_figure(HOUSE, place=place, asked=Asked("test:gap"))
    shown = kept_queries.kept_figure(PUBLIC, str(figure.pk))
    assert shown.cite_as.startswith("How much shorter lives are, Millgate: 6.1 years (likely 4.0 to 8.2).")
    assert "test 1" in shown.cite_as and f"/figure/{figure.pk}" in shown.cite_as
    page = Client().get(f"/figure/{figure.pk}").content.decode()
    assert "CC0-1.0" in page and "Copy this line" in page
    with pytest.raises(NotFound):
        kept_queries.kept_figure(PUBLIC, "00000000-0000-0000-0000-000000000000")


def test_the_pages_answer_and_only_who_may_sees_the_buttons(reading, place, make):
    client = Client()
    assert "Prepare a reading" not in client.get("/place/millgate/reading").content.decode()
    page = client.get(f"/reading/{reading.pk}/1?for=clinicians").content.decode()
    assert "Interval" in page and "Note what several people said" not in page
    assert client.get(f"/reading/{reading.pk}.json").json()["pages"][0]["figure"]["text"] == "23 in 100"
    assert client.get(f"/reading/{reading.pk}/9").status_code == 404
    account = make.account(facilitator=place)
    assert client.login(username=account.email, password=PASSWORD)
    assert "Note what several people said" in client.get(f"/reading/{reading.pk}/1").content.decode()
    noted = client.post(f"/reading/{reading.pk}/1/note", {"words": "Nobody was surprised."})
    assert noted.status_code == 302
    kept = client.post("/place/millgate/cite", {"about": "test:alone"})
    assert kept.status_code == 302 and kept["Location"].startswith("/figure/")
    assert client.post("/place/millgate/cite", {"about": "test:unheard"}).status_code == 404
    assert Client().post("/place/millgate/cite", {"about": "test:alone"}).status_code == 403


def test_a_number_that_was_kept_elsewhere_can_be_read_too(place, make):
    client, account = Client(), make.account(facilitator=place)
    assert client.login(username=account.email, password=PASSWORD)
    figure = keep_figure(HOUSE, place=place, asked=Asked("test:gap"))
    told = {"title": "How long lives are", "kept": f"http://127.0.0.1/figure/{figure.pk}"}
    made = client.post("/place/millgate/reading/prepare", told)
    assert made.status_code == 302
    assert "6.1 years" in client.get(made["Location"] + "/1").content.decode()
    wrong = {"nonsense": "one on a line", "": "Choose at least one number", f"/figure/{place.pk}": "No number"}
    for kept, said in wrong.items():
        refused = client.post("/place/millgate/reading/prepare", told | {"kept": kept})
        assert refused.status_code == 400 and said in refused.content.decode()


def test_somebody_says_what_they_make_of_it_from_the_page(reading, place):
    client, page = Client(), queries.page(PUBLIC, reading, 1)
    asked = client.get(f"/place/millgate/say?answer={page.pk}").content.decode()
    assert "You are answering" in asked and "Homes where one person lives alone: 23 in 100" in asked
