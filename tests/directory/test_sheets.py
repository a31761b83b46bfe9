"""Sheets of paper, read back: each says what, when, where, what it costs, how to get in, whom to ask, and no more."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from commonweal.directory import changes
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Accessibility, Address, Audience, Location, Service
from commonweal.directory.reaching import look, press, sheets
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import HOUSE
from commonweal.people import actors
from tests.makers import PASSWORD

KEYS = ("poster", "leaflet", "large-print", "easy-read")


def read(body: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(body))


def words(body: bytes) -> str:
    """All that it says, with lines joined: where a line breaks is the press's business."""
    said = " ".join(page.extract_text() for page in read(body).pages)
    return re.sub(r"\s+", " ", said.replace("\u200b", ""))


def got(address: str) -> bytes:
    answered = Client().get(address)
    assert answered.status_code == 200, (address, answered.content[:300])
    return answered.content


def signed_in(account) -> Client:
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


@pytest.fixture
def singing(here, unguarded) -> Service:
    """A service of which much is known."""
    service = here.singing
    describe(
        HOUSE,
        service,
        said={
            "description": "Sing with us. No notes needed.",
            "fees_description": "£2, tea included",
            "phone": "01632 960 123",
        },
    )
    Accessibility.objects.create(
        location=Location.objects.get(name="The Hall"), description="Step-free, with a hearing loop"
    )
    return Service.objects.get(pk=service.pk)


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_says_what_when_where_how_much_how_to_get_in_and_whom_to_ask(singing, key):
    said = words(got(f"/service/{singing.pk}/{key}.pdf"))
    for each in (
        "Singing",
        "Sing with us.",
        "Tuesdays at 7",
        "The Hall",
        "£2, tea included",
        "Step-free",
        "01632 960 123",
    ):
        assert each in said, each
    assert f"Said to be true on {singing.assured_date:%-d %B %Y}." in said
    assert "This is invented" in said


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_is_tagged_titled_and_names_its_language(singing, key):
    pdf = read(got(f"/service/{singing.pk}/{key}.pdf"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"].startswith("en")
    assert "Singing" in pdf.metadata.title and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    tags = str(_kinds(root["/StructTreeRoot"]))
    assert "/H1" in tags and "/Figure" in tags


def _kinds(node, depth: int = 0) -> set[str]:
    """The kinds of tag in a tree of them."""
    node = node.get_object()
    if not isinstance(node, dict) or depth > 30:
        return set()
    inside = node.get("/K", [])
    listed = inside if isinstance(inside, list) else [inside]
    return {str(node.get("/S", ""))}.union(*(_kinds(each, depth + 1) for each in listed if not isinstance(each, int)))


def test_a_poster_is_one_sheet_of_a4_a_leaflet_is_a5_and_large_print_is_large(singing):
    sizes = {key: read(got(f"/service/{singing.pk}/{key}.pdf")).pages for key in KEYS}
    assert len(sizes["poster"]) == 1
    for key, wide in (("poster", 595), ("leaflet", 420), ("large-print", 595), ("easy-read", 595)):
        assert abs(float(sizes[key][0].mediabox.width) - wide) < 1, key
    assert smallest(got(f"/service/{singing.pk}/large-print.pdf")) >= 18


def smallest(body: bytes) -> float:
    """The size of the smallest letters."""
    sizes: set[float] = set()

    def look_at(text, matrix, _page, _font, size) -> None:
        if text.strip():
            sizes.add(round(size * abs(matrix[3] or 1), 1))

    for page in read(body).pages:
        page.extract_text(visitor_text=look_at)
    return min(sizes)


@pytest.mark.parametrize("key", KEYS)
def test_what_people_must_know_before_they_set_out_is_on_every_sheet(here, key):
    describe(HOUSE, here.singing, said={"status": Service.PAUSED, "alert": "Closed until the boiler is mended."})
    said = words(got(f"/service/{here.singing.pk}/{key}.pdf"))
    assert "It is closed for now." in said and "Closed until the boiler is mended." in said


def test_what_nobody_has_said_is_said_to_be_unknown(here):
    said = words(got(f"/service/{here.singing.pk}/poster.pdf"))
    assert "Nobody has said. Ask first." in said and "Nobody has said. Ask before you set out." in said


@pytest.mark.parametrize("key", KEYS)
def test_what_is_withheld_is_on_no_sheet_not_even_on_one_that_its_keeper_asks_for(here, unguarded, make, key):
    place = Location.objects.create(
        name="Canary House", place=here.place, organization=here.choir, last_modified=here.singing.last_modified
    )
    Address.objects.create(location=place, address_1="13 Larkspur Row", postal_code="ZZ9 9ZZ", city="Dale")
    safe = changes.add_service(HOUSE, organization=here.choir, name="Safe nights")
    changes.hold_at(HOUSE, safe, place, schedule="Every night")
    safe.email = "canary@dale.example"
    safe.save()
    withhold(HOUSE, place, field="addresses", reason="People are in danger if it is known.")
    withhold(HOUSE, safe, field="email", audience=Audience.KEEPERS, reason="For keepers.")
    keeper = signed_in(make.account(steward=here.place))
    assert "canary@dale.example" in keeper.get(f"/service/{safe.pk}").content.decode()
    for client in (Client(), keeper):
        body = client.get(f"/service/{safe.pk}/{key}.pdf").content
        said = words(body)
        assert "Safe nights" in said and "Where it is is not told to everyone" in said
        for trace in ("Canary", "Larkspur", "ZZ9", "canary@"):
            assert trace not in said and trace.encode() not in body, trace


def test_no_sheet_is_made_of_what_is_not_for_everyone_or_has_ended(here, make):
    room = Service.objects.get(name="A safe room")
    partner = signed_in(make.account(link_worker=here.place))
    assert partner.get(f"/service/{room.pk}").status_code == 200
    assert partner.get(f"/service/{room.pk}/poster.pdf").status_code == 404
    assert "not for everyone" in partner.get(f"/service/{room.pk}/print").content.decode()
    assert partner.post(f"/service/{room.pk}/print", {"sheet": "poster", "line": "x"}).status_code == 404
    describe(HOUSE, here.singing, said={"status": Service.DEFUNCT})
    page = Client().get(f"/service/{here.singing.pk}/poster.pdf", headers={"accept": "text/html"})
    assert page.status_code == 404 and b"This has ended" in page.content
    assert "no sheet is made" in Client().get(f"/service/{here.singing.pk}/print").content.decode()


def test_sheets_are_kept_by_nobody_on_the_way(here):
    for address in ("poster.pdf", "poster.png"):
        assert "no-store" in Client().get(f"/service/{here.singing.pk}/{address}")["Cache-Control"]


def test_a_line_of_ones_own_is_printed_when_it_is_sent_and_cannot_be_put_into_an_address(here):
    address = f"/service/{here.singing.pk}"
    assert "Ask for Bo" not in words(got(f"{address}/poster.pdf?line=Ask+for+Bo"))
    made = Client().post(f"{address}/print", {"sheet": "poster", "line": "Ask for Bo at the desk", "do": "make"})
    assert made["Content-Type"] == "application/pdf" and "Ask for Bo at the desk" in words(made.content)
    seen = Client().post(f"{address}/print", {"sheet": "poster", "line": "Ask for Bo", "do": "look"}).content.decode()
    assert "data:image/png;base64," in seen and 'value="Ask for Bo"' in seen


HARD = {
    "typst": '#set page(fill: red) *bold* _x_ $a$ @ref <b> #include "/etc/passwd" `raw` = Heading \\ #eval("1")',
    "arabic": "ألف مرحبا، تعالوا معنا",
    "urdu": "خواتین کی چائے اور گفتگو",
    "bengali": "মহিলাদের চা ও আড্ডা",
    "panjabi": "ਪੰਜਾਬੀ ਵਿੱਚ ਜੀ ਆਇਆਂ ਨੂੰ",
    "mixed": "Tea چائے tea, 2 to 4",
    "emoji": "Tea ☕ and cake 🎂👩‍👩‍👧",
    "polish": "Zażółć gęślą jaźń",
    "ukrainian": "Ґанок і їжа для всіх",
    "word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "long": "The very long and altogether remarkable association of walkers and talkers " * 20,
    "control": "Tea\x07\u202e and\u2028cake\ufeff",
}


@pytest.mark.parametrize("name", HARD)
def test_whatever_words_an_entry_has_its_sheets_are_made_and_say_them_as_they_are(here, unguarded, name):
    hard = HARD[name]
    Service.objects.filter(pk=here.singing.pk).update(name=hard, description=hard, fees_description=hard)
    for key in KEYS:
        body = got(f"/service/{here.singing.pk}/{key}.pdf")
        if key == "poster":
            assert len(read(body).pages) == 1, name
    said = words(got(f"/service/{here.singing.pk}/large-print.pdf"))
    if name == "typst":
        assert "#set page(fill: red) *bold* _x_ $a$ @ref <b> #include" in said
    if name == "emoji":
        assert "Tea and cake" in said and "Some letters" not in said


def test_letters_that_no_typeface_of_ours_has_are_left_out_and_the_sheet_says_so(here, unguarded):
    Service.objects.filter(pk=here.singing.pk).update(name="Tea 茶 and cake")
    said = words(got(f"/service/{here.singing.pk}/poster.pdf"))
    assert "Tea … and cake" in said and "Some letters of this entry cannot be printed here." in said


def test_a_card_for_a_theme_has_what_everyone_may_know_of_that_helps_with_it(here):
    said = words(got("/place/dale/card.pdf?helps_with=company"))
    assert "Company" in said and "Singing" in said and "1 thing in Dale says that it helps with company." in said
    assert "A safe room" not in words(got("/place/dale/card.pdf"))
    assert Client().get("/place/dale/card.pdf?helps_with=dragons").status_code == 404


def test_the_square_opens_the_services_own_page(here, settings):
    drawn = sheets.square("http://dale.example/service/1", "Singing")
    assert drawn["square"].startswith("<svg") and "http://dale.example/service/1" in drawn["square-alt"]


def test_paper_has_the_colours_of_the_house():
    assert set(look.colours()) == set(look.COLOURS) and look.colours()["here"] == "#26603d"
    assert all("<svg" in each for each in (*look.icons().values(), look.mark(), look.leaves()))


def test_our_typefaces_are_the_only_ones_and_all_are_there():
    fonts, families = press._fonts()
    assert set(families) == set(fonts.families())


def test_a_partner_is_shown_no_partners_facts_on_paper(here, make, unguarded):
    """Actors differ in what they see on a page; on paper all see what a passer-by does."""
    listener = actors.of_account(make.account(listener=here.place))
    assert Service.objects.visible_to(listener).filter(name="A safe room").exists()
    assert sheets.public([str(Service.objects.get(name="A safe room").pk)]) == []
