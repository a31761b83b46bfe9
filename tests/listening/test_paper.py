"""Paper: printed once, straightened, entered by a person, theirs who tore the strip off, and gone when they say so."""

from __future__ import annotations

import io
import os

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from commonweal.core.errors import Clash, Gone, Invalid, NotAllowed, NotFound
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening import keep_changes
from commonweal.listening.models import Mark, PaperEntry, PaperPhoto, PaperSheet, Voice
from commonweal.listening.paper import bringing, changes, ground, photos, printing, queries, said, taking_back
from commonweal.listening.paper.forms import EnterForm, initial_of
from commonweal.listening.paper.layouts import LAYOUTS, named, square
from commonweal.people import actors, slips
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account, Contributor
from tests.listening.paper_place import pin, read, table
from tests.makers import PASSWORD


@pytest.fixture
def here(make, tmp_path):
    before = settings.VAR
    settings.VAR = tmp_path
    yield table(make)
    settings.VAR = before


def signed_in(who) -> Client:
    client = Client()
    account = Account.objects.get(pk=who.id)
    assert client.login(username=account.email, password=PASSWORD) or client.force_login(account) is None
    return client


def files() -> list[str]:
    folder = photos.path("x").parent
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def test_each_copy_has_a_code_and_a_slip_that_is_kept_nowhere_but_on_its_strip(here):
    first, second = here.printed("map-a3", 2)
    assert first.code != second.code and len(first.code) == 8
    held = slips.hashed(slips.cleaned(here.slips[first.code]) or "")
    assert Contributor.objects.get(code_hash=held) == first.contributor
    assert not PaperSheet.objects.filter(code__contains=here.slips[first.code][:4]).exists()


def test_a_printed_page_says_whose_map_it_is_how_to_fill_it_in_and_both_codes(here):
    wanted, codes = here.wanted("map-a3"), [printing.fresh() for _number in range(3)]
    reader = PdfReader(io.BytesIO(printing.pdf(wanted, codes)))
    assert len(reader.pages) == 3
    assert [round(float(n) / 72 * 25.4) for n in reader.pages[0].mediabox[2:]] == [420, 297]
    words = reader.pages[1].extract_text()
    for expected in (slips.spelled(codes[1].sheet), codes[1].slip, "Draw with a dark pen", "people of the place",
                     "500 m", "Tear this off", "Dale End", here.gathering.name):  # fmt: skip
        assert expected in words
    assert codes[0].slip not in words


def test_every_sort_of_sheet_fits_on_its_page(here):
    for layout in LAYOUTS:
        assert len(PdfReader(io.BytesIO(printing.pdf(here.wanted(layout), [printing.fresh()]))).pages) == 1


def test_only_whoever_holds_gatherings_prints_and_only_for_ground_that_has_an_outline(here):
    codes = [printing.fresh()]
    with pytest.raises(NotAllowed, match="holds gatherings"):
        changes.print_sheets(here.stranger, here.gathering, layout="story-a5", codes=codes)
    with pytest.raises(Invalid, match="no outline"):
        changes.print_sheets(here.facilitator, here.gathering, layout="map-a4", codes=codes)
    with pytest.raises(Invalid, match="1 to 60"):
        changes.print_sheets(here.facilitator, here.gathering, layout="story-a5", codes=[])


def test_a_photograph_is_straightened_its_ticks_read_and_nothing_the_camera_wrote_is_kept(here):
    (sheet,) = here.printed("map-a3")
    jpeg = here.photo(sheet, ticks=("quote", "young"))
    jpeg = jpeg[:2] + b"\xff\xe1\x00\x11Exif\x00\x00GPSSECRET" + jpeg[2:]
    brought = bringing.bring(here.facilitator, here.gathering, "one.jpg", jpeg)
    assert (brought.state, brought.address) == ("waiting", f"/paper/sheet/{sheet.pk}")
    photo = PaperPhoto.objects.get()
    assert {name for name, (_ink, ticked) in photo.ticks.items() if ticked} == {"quote", "young"}
    kept = photos.path(photo.pk).read_bytes()
    assert kept.startswith(b"\xff\xd8") and b"GPSSECRET" not in kept and b"Exif" not in kept
    assert queries.pile(here.facilitator, here.gathering).sheets[0].state == "photo"


def test_what_is_no_sheet_of_ours_is_refused_in_words_and_nothing_of_it_is_kept(here):
    (sheet,) = here.printed("story-a5")
    from commonweal.listening.paper import sight

    blank = sight.as_jpeg(sight.opened(here.photo(sheet)) * 0 + 255)
    for data, words in (
        (b"GIF89a", "JPEG or PNG"),
        (blank, "not one of our sheets|blurred"),
        (b"\xff\xd8\xff", "open"),
    ):
        brought = bringing.bring(here.facilitator, here.gathering, "x", data)
        assert brought.state == "refused"
        assert any(each in brought.words for each in words.split("|"))
    assert files() == [] and not PaperPhoto.objects.exists()


def test_a_sheet_of_another_house_is_told_from_ours(here, unguarded):
    (sheet,) = here.printed("story-a5")
    jpeg = here.photo(sheet)
    PaperSheet.objects.filter(pk=sheet.pk).update(code="22222222")
    brought = bringing.bring(here.facilitator, here.gathering, "x.jpg", jpeg)
    assert brought.state == "refused" and "No sheet of this place" in brought.words and files() == []


def test_a_newer_photograph_of_the_same_sheet_takes_the_place_of_the_first(here, django_capture_on_commit_callbacks):
    (sheet,) = here.printed("story-a5")
    with django_capture_on_commit_callbacks(execute=True):
        for seed in (1, 2):
            assert (
                bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet, seed=seed)).state == "waiting"
            )
    assert PaperPhoto.objects.count() == 1 and files() == [f"{PaperPhoto.objects.get().pk}.jpg"]


def test_a_sheet_that_is_entered_is_a_voice_of_whoever_tore_the_strip_off_with_its_marks_on_the_ground(here):
    (sheet,) = here.printed("map-a3")
    (voice,) = changes.enter(
        here.facilitator,
        sheet,
        read=read(notes=[{"number": 1, "words": "The bench is gone, damn it", "marks": [pin()]}]),
    )
    assert (voice.kind, voice.channel, voice.voicing) == ("map_mark", "paper", "own")
    assert voice.words.get().text == "The bench is gone, damn it"
    assert (voice.teller_kind, voice.teller_id) == ("contributor", str(sheet.contributor_id))
    assert (voice.writer_id, voice.gathering, voice.helper_minutes) == (here.facilitator.id, here.gathering, 3)
    mark = Mark.objects.get(voice=voice)
    layout, run = LAYOUTS["map-a3"], sheet.run
    bounds = (run.west, run.south, run.east, run.north)
    assert ground.to_paper(bounds, layout.frame, *mark.geometry["coordinates"]) == pytest.approx((100, 90), abs=0.05)
    assert (mark.label, mark.feeling) == ("the bench", "hard")
    assert {each.use for each in voice.uses.all()} == {"listen", "quote"}


def test_lines_and_areas_become_lines_and_closed_areas(here):
    (sheet,) = here.printed("map-a4")
    spots = [[60.0, 60.0], [90.0, 60.0], [90.0, 90.0]]
    marks = [{"kind": kind, "spots": spots, "label": "", "feeling": ""} for kind in ("line", "area")]
    changes.enter(here.facilitator, sheet, read=read(notes=[{"number": 1, "words": "", "marks": marks}]))
    line, area = Mark.objects.order_by("pk")
    assert (line.kind, area.kind) == ("line", "area")
    assert area.geometry["coordinates"][0][0] == area.geometry["coordinates"][0][-1]
    with pytest.raises(Invalid, match="an area at least three"):
        changes.enter(
            here.facilitator, here.printed("map-a4")[0],
            read=read(notes=[{"number": 1, "words": "", "marks": [{"kind": "area", "spots": spots[:2], "label": ""}]}]),
        )  # fmt: skip


def test_each_box_of_a_tables_sheet_is_a_voice_of_its_own(here):
    (sheet,) = here.printed("cafe-a3")
    notes = [{"number": 2, "words": "More buses"}, {"number": 5, "words": "Fewer forms"}]
    voices = changes.enter(here.facilitator, sheet, read=read(notes=notes))
    assert [each.words.get().text for each in voices] == ["More buses", "Fewer forms"]
    assert [each.helper_minutes for each in voices] == [3, None]
    assert list(PaperEntry.objects.order_by("number").values_list("number", flat=True)) == [2, 5]


def test_no_sheet_is_entered_twice_and_none_is_entered_empty(here):
    (sheet,) = here.printed("story-a5")
    with pytest.raises(Invalid, match="set it aside"):
        changes.enter(here.facilitator, sheet, read=read(notes=[{"number": 1, "words": "  "}]))
    changes.enter(here.facilitator, sheet, read=read())
    with pytest.raises(Clash, match="entered on"):
        changes.enter(here.second, sheet, read=read())
    brought = bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
    assert brought.state == "refused" and "entered on" in brought.words and files() == []
    assert Voice.objects.count() == 1


def test_only_those_who_write_down_what_people_say_enter_sheets_or_see_their_photographs(here):
    (sheet,) = here.printed("story-a5")
    bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
    photo = PaperPhoto.objects.get()
    for who in (here.steward, here.stranger, PUBLIC):
        with pytest.raises(NotAllowed, match="writes down"):
            changes.enter(who, sheet, read=read())
        with pytest.raises(NotAllowed):
            queries.photo(who, str(photo.pk))
        with pytest.raises(NotAllowed):
            queries.sheet(who, str(sheet.pk))
    assert queries.pile(here.steward, here.gathering).printed == 1
    with pytest.raises(NotAllowed):
        queries.pile(here.stranger, here.gathering)


def test_the_picture_goes_when_the_sheet_is_entered_unless_its_maker_agreed(here, django_capture_on_commit_callbacks):
    one, two = here.printed("story-a5", 2)
    with django_capture_on_commit_callbacks(execute=True):
        for sheet in (one, two):
            bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
        changes.enter(here.facilitator, one, read=read())
        (voice,) = changes.enter(here.facilitator, two, read=read(agreed=["listen", "picture", "publish"]))
    kept = PaperPhoto.objects.get()
    assert kept.kept and kept.sheet == two and files() == [f"{kept.pk}.jpg"]
    assert queries.photo(PUBLIC, str(kept.pk)) == kept
    with django_capture_on_commit_callbacks(execute=True):
        keep_changes.take_back(actors.of_contributor(two.contributor), [voice])
    assert files() == [] and not PaperPhoto.objects.exists()


def test_two_people_enter_a_sheet_each_alone_and_settle_where_they_differ(here):
    (sheet,) = here.printed("map-a3", twice=True)
    first = read(notes=[{"number": 1, "words": "the bench", "marks": [pin()]}])
    second = read(notes=[{"number": 1, "words": "the beach", "marks": [pin(130.0)]}], called="Mo", level="chosen")
    assert changes.enter(here.facilitator, sheet, read=first) == []
    assert queries.pile(here.second, here.gathering).sheets[0].state == "second"
    page = signed_in(here.second).get(f"/paper/sheet/{sheet.pk}").content.decode()
    assert "the bench" not in page
    assert "Somebody else reads it next" in signed_in(here.facilitator).get(f"/paper/sheet/{sheet.pk}").content.decode()
    assert changes.enter(here.second, sheet, read=second) == []
    assert {each.what for each in said.differences(first, second)} == {"words", "marks", "called", "level"}
    page = signed_in(here.second).get(f"/paper/sheet/{sheet.pk}/settle").content.decode()
    assert "the bench" in page and "the beach" in page
    (voice,) = changes.settle(here.second, sheet, read=first)
    sheet.refresh_from_db()
    assert sheet.entered_at and not sheet.drafts.exists() and voice.words.get().text == "the bench"


def test_two_readings_that_agree_need_no_settling(here):
    (sheet,) = here.printed("map-a3", twice=True)
    near = read(notes=[{"number": 1, "words": "the bench ", "marks": [pin(101.5, 91.0)]}])
    assert (
        changes.enter(here.facilitator, sheet, read=read(notes=[{"number": 1, "words": "the bench", "marks": [pin()]}]))
        == []
    )
    assert len(changes.enter(here.second, sheet, read=near)) == 1


def test_a_line_tapped_with_more_spots_is_the_same_line(here):
    few = {"kind": "line", "spots": [[0, 0], [100, 0]], "label": ""}
    many = {"kind": "line", "spots": [[1, 1], [30, 2], [60, -1], [99, 0]], "label": ""}
    off = {"kind": "line", "spots": [[0, 0], [50, 30], [100, 0]], "label": ""}
    both = [read(notes=[{"number": 1, "words": "", "marks": [each]}]) for each in (few, many, off)]
    assert said.differences(both[0], both[1]) == []
    assert [each.what for each in said.differences(both[0], both[2])] == ["marks"]


def test_taking_back_deletes_the_readings_and_lets_go_of_whose_sheet_it_was(here):
    (sheet,) = here.printed("cafe-a3")
    notes = [{"number": 1, "words": "Something long enough that a phrase is found"}, {"number": 2, "words": "More"}]
    one, two = changes.enter(here.facilitator, sheet, read=read(notes=notes))
    person = actors.of_contributor(sheet.contributor)
    keep_changes.take_back(person, [one])
    sheet.refresh_from_db()
    assert sheet.contributor is not None and PaperEntry.objects.count() == 1
    proof = keep_changes.take_back(person, [two])
    sheet.refresh_from_db()
    assert sheet.contributor is None and sheet.entered_at is not None and not PaperEntry.objects.exists()
    assert proof.found == 0
    with pytest.raises(Clash):
        changes.enter(here.facilitator, sheet, read=read())


def test_somebody_erased_before_their_sheet_is_entered_is_not_entered(here, django_capture_on_commit_callbacks):
    (sheet,) = here.printed("story-a5", twice=True)
    with django_capture_on_commit_callbacks(execute=True):
        bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
        changes.enter(here.facilitator, sheet, read=read())
        erase_person(HOUSE, actors.of_contributor(sheet.contributor))
    sheet.refresh_from_db()
    assert files() == [] and not sheet.drafts.exists() and not sheet.photos.exists()
    with pytest.raises(Gone, match="took it back"):
        changes.enter(here.second, sheet, read=read())


def test_somebody_who_entered_sheets_is_taken_out_of_them_when_they_are_erased(here):
    (sheet,) = here.printed("story-a5", twice=True)
    changes.enter(here.facilitator, sheet, read=read())
    erase_person(HOUSE, actors.of_account(Account.objects.get(pk=here.facilitator.id)))
    assert sheet.drafts.get().by_id == ""


def test_a_sheet_is_set_aside_with_a_reason_and_can_still_be_entered(here):
    (sheet,) = here.printed("story-a5")
    with pytest.raises(Invalid, match="Say why"):
        changes.set_aside(here.facilitator, sheet, reason=" ")
    changes.set_aside(here.facilitator, sheet, reason="came back empty")
    pile = queries.pile(here.facilitator, here.gathering)
    assert (pile.printed, pile.back, pile.aside, pile.waiting) == (1, 1, 1, 0)
    assert len(changes.enter(here.facilitator, sheet, read=read())) == 1


def test_under_18_alone_is_heard_only(here):
    form = EnterForm(
        {"hand": "own", "language": "en", "level": "counted", "agreed": ["quote"], "young": "on"}
        | {"given_on": "2026-05-02", "words": "skate park"},
        layout=LAYOUTS["story-a5"],
    )
    assert form.is_valid() and form.said()["agreed"] == ["listen"]


def test_squares_are_named_as_they_are_printed_and_a_mark_can_be_typed_by_them():
    layout = LAYOUTS["map-a3"]
    assert named(layout, square(layout, "c4-7")) == "C4-7" and square(layout, "Z99") is None
    typed = {"hand": "own", "language": "en", "level": "counted", "given_on": "2026-05-02", "words": ""}
    form = EnterForm(typed | {"kind_1": "line", "squares_1": "A1 b2-3", "label_1": "my way"}, layout=layout)
    assert form.is_valid(), form.errors
    (note,) = form.said()["notes"]
    assert note["words"] == "my way" and len(note["marks"][0]["spots"]) == 2
    assert initial_of(form.said(), layout)["squares_1"] == "A1-5 B2-3"
    wrong = EnterForm(typed | {"kind_1": "pin", "squares_1": "Q99"}, layout=layout)
    assert not wrong.is_valid() and "no such square" in str(wrong.errors)
    short = EnterForm(typed | {"kind_1": "area", "squares_1": "A1"}, layout=layout)
    assert not short.is_valid() and "an area in three or more" in str(short.errors)


def test_files_that_no_row_knows_are_swept(here):
    (sheet,) = here.printed("story-a5")
    bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
    photos.save(sheet.pk, b"left by a crash")
    assert changes.sweep_what_is_left() == 0  # it may be on its way still
    os.utime(photos.path(sheet.pk), (1, 1))
    assert changes.sweep_what_is_left() == 1 and len(files()) == 1


def test_pages_print_bring_name_and_enter_without_script(here):
    client = signed_in(here.facilitator)
    base = f"/gathering/{here.gathering.pk}/paper"
    assert "No sheets have been printed" in client.get(base).content.decode()
    sent = {"layout": "map-a4", "area": "", "question": "Where?", "language": "en-gb", "copies": "2"}
    look = client.post(f"{base}/make", sent | {"do": "look"})
    assert "data:image/png" in look.content.decode() and not PaperSheet.objects.exists()
    pdf = client.post(f"{base}/make", sent | {"do": "print"})
    assert pdf["Content-Type"] == "application/pdf" and PaperSheet.objects.count() == 2
    (sheet,) = here.printed("map-a3")
    upload = [SimpleUploadedFile("a.jpg", here.photo(sheet)), SimpleUploadedFile("b.txt", b"hello")]
    page = client.post(f"{base}/photographs", {"photos": upload}).content.decode()
    assert f"Sheet {sheet} is here" in page and "JPEG or PNG" in page
    assert client.post(f"{base}/photographs").status_code == 400
    photo = PaperPhoto.objects.get()
    assert client.get(f"/paper/photo/{photo.pk}/picture")["Content-Type"] == "image/jpeg"
    assert "/picture" in client.get(f"/paper/sheet/{sheet.pk}").content.decode()
    told = {"hand": "own", "language": "en", "level": "counted", "given_on": "2026-05-02", "words": "so it is",
            "kind_1": "pin", "squares_1": "C4", "label_1": "dark here"}  # fmt: skip
    answer = client.post(f"/paper/sheet/{sheet.pk}", told, follow=True)
    assert "It is entered" in answer.content.decode()
    assert Voice.objects.get().words.get().text == "dark here\nso it is"
    code = client.post(f"{base}/code", {"sheet_code": str(PaperSheet.objects.exclude(pk=sheet.pk).first())})
    assert code.status_code == 302 and client.get(code["Location"]).status_code == 200
    assert client.post(f"{base}/code", {"sheet_code": "2222-2222"}).status_code == 400
    assert client.get(f"{base}.json").json()["pile"]["entered"] == 1


def test_a_photograph_whose_code_is_hidden_waits_for_somebody_to_type_it(here, monkeypatch):
    (sheet,) = here.printed("story-a5")
    monkeypatch.setattr(bringing.sight, "code", lambda *_args: "")
    monkeypatch.setattr(bringing.sight, "known_code", lambda *_args: "")
    brought = bringing.bring(here.facilitator, here.gathering, "x", here.photo(sheet))
    assert brought.state == "nameless"
    client = signed_in(here.facilitator)
    assert "Which sheet is this?" in client.get(brought.address).content.decode()
    assert client.post(brought.address, {"sheet_code": "7KQM"}).status_code == 400
    assert client.post(brought.address, {"sheet_code": str(sheet)}).status_code == 302
    assert queries.pile(here.facilitator, here.gathering).sheets[0].state == "photo"
    assert client.post(f"/paper/photo/{PaperPhoto.objects.get().pk}/drop").status_code == 302
    assert not PaperPhoto.objects.exists()


def test_a_code_of_another_place_leads_nowhere(here, make):
    (sheet,) = here.printed("story-a5")
    from commonweal.places.changes import make_place

    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    with pytest.raises(NotFound):
        queries.by_code(here.facilitator, other, sheet.code)
    assert taking_back.let_go([]) is None
