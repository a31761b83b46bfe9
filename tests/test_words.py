"""Every word a person meets can be translated; each page is read in the language of whoever reads it."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural
from django.test import Client
from django.urls import reverse
from django.utils import translation

from commonweal.config import languages, pseudo, words
from commonweal.core.words import number, percent
from commonweal.evidence import keep
from tests.doors import OPEN
from tests.makers import PASSWORD
from tests.test_doors import house, routes  # noqa: F401 - a fixture
from tests.unmarked import marking, unmarked

TO_DO = Path(__file__).parent / "words_to_do.txt"
# Pages that show what the table of doors does not reach: answers to questions, refusals, forms with mistakes.
ALSO = (
    "/place/wenbeck/areas?figure=bad_health",
    "/place/wenbeck/areas?kind=galaxy",
    "/place/wenbeck/assets?kind=library",
    "/place/nowhere",
    "/nowhere/at/all",
    "/find?q=nothing+like+it",
    "/find?q=ls11",
    "/find?q=ZZ99+9ZZ",
    "/find?q=e",
    "/area/council:DEMO-L1",
    "/area/group:DEMO-M1",
    "/compare?a=council:DEMO-L1&b=group:DEMO-M1",
    "/compare?a=council:DEMO-L1&b=council:DEMO-L1",
    "/me",
)
# Pages about accounts, as a passer-by and as a steward meet them.
ACCOUNTS = (
    "/me",
    "/me/sessions",
    "/me/keys",
    "/me/name",
    "/me/e-mail",
    "/me/password",
    "/me/erase",
    "/sign-in/again",
    "/sign-in/levels",
    "/password/forgotten",
)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues of the two languages that are none."""
    folder = tmp_path_factory.mktemp("words")
    pseudo.make(folder)
    return folder


@pytest.fixture
def offered(settings, made_up):
    """Both are offered, as where COMMONWEAL_PSEUDO is on."""
    settings.LANGUAGES = languages.offered(pseudo=True)
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, made_up]


def reader(language: str, client: Client | None = None) -> Client:
    """Somebody whose browser asks for this language."""
    client = client or Client()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


# ── Every string ────────────────────────────────────────────────────────────────────────────────────────────────────


def addresses(values: dict[str, object]) -> list[str]:
    """Every public page once, and those in ALSO."""
    out = list(ALSO)
    for route in routes():
        if route.name in OPEN:
            out.append(reverse(route.name, kwargs={part: values[value] for part, value in OPEN[route.name].items()}))
    return out


def test_every_word_on_every_page_can_be_translated(house, offered):  # noqa: F811
    """What is not yet marked stands in words_to_do.txt, which only ever shrinks.

    WRITE_WORDS_TO_DO=1 writes the list anew, after templates were marked or renamed.
    """
    # What was rendered before has no marks; what is rendered now has them, and is for nobody else.
    keep._kept.clear()
    with marking() as marks:
        found = read_all(house, marks)
    keep._kept.clear()
    needed, listed = sorted(found), TO_DO.read_text().splitlines() if TO_DO.exists() else []
    if os.environ.get("WRITE_WORDS_TO_DO"):
        TO_DO.write_text("".join(f"{each}\n" for each in needed))
        listed = needed
    new = {each: sorted(found[each])[:4] for each in needed if each not in listed}
    assert new == {}, "mark these with translate or blocktranslate, or as data with translate=no"
    assert [each for each in listed if each not in found] == [], "these are done: take them off words_to_do.txt"


def read_all(house, marks) -> dict[str, set[str]]:  # noqa: F811
    """Where words come from that no catalogue holds, and the words, over all pages."""
    found: dict[str, set[str]] = defaultdict(set)

    def read(answered) -> None:
        if answered["Content-Type"].startswith("text/html"):
            for source, text in unmarked(answered.content.decode(), marks):
                found[source].add(text)

    passer_by, steward = reader("en-XA"), house["clients"]["steward"]
    steward.post("/language", {"language": "en-xa"})
    for address in addresses(house["values"]):
        read(passer_by.get(address))
    for client in (passer_by, steward):
        for address in ("/", *ACCOUNTS, f"/roles/places.place/{house['values']['place_id']}"):
            read(client.get(address))
    read(passer_by.post("/sign-in", {}))
    read(passer_by.post("/sign-in", {"login": "nobody@example.org", "password": "not it at all"}))
    return found


def test_the_reader_of_pages_finds_what_was_not_translated():
    """The test above would be worth nothing if it saw nothing."""

    class Known:
        nodes = ("a.html",)

    page = (
        '<p>⟦Ţŵö <b>båð</b>⟧ words</p><p translate="no">Leeds</p><p lang="cy">Helo</p><img alt="a map">'
        '<p title="Leeds">⟦çüţ öƒƒ</p><p>after it</p><script>var x</script><p>⟦Îñ Leeds⟧ 12,3</p>'
    )
    assert {text for _, text in unmarked("\ue0000\ue001" + page, Known())} == {"words", "a map", "after it"}


# ── Which language ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_read_in_the_browsers_language_and_says_so(db, offered):
    page = reader("ar-XB").get("/about")
    assert '<html lang="ar-XB" dir="rtl">' in page.content.decode()
    assert page["Content-Language"] == "ar-xb"
    assert "Accept-Language" in page["Vary"] and "Cookie" in page["Vary"]
    assert '<html lang="en-GB" dir="ltr">' in reader("fr").get("/about").content.decode()


def test_a_choice_is_remembered_without_script_and_leads_back(db, offered):
    client = reader("ar-XB")
    assert 'action="/language"' in client.get("/about").content.decode()
    answered = client.post("/language", {"language": "en-xa", "next": "/about?x=1"})
    assert (answered.status_code, answered["Location"]) == (302, "/about?x=1")
    assert 'lang="en-XA"' in client.get("/about").content.decode()


def test_a_choice_leads_nowhere_else_and_an_unknown_language_changes_nothing(db, offered):
    for onward in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answered = Client().post("/language", {"language": "xx", "next": onward})
        assert answered["Location"] == "/" and "language" not in answered.cookies


def test_an_account_keeps_its_language_on_every_device(make, offered, entries):
    account = make.account()
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    client.post("/language", {"language": "en-xa"})
    assert len(entries("people.account.choose_language")) == 1
    account.refresh_from_db()
    assert account.language == "en-xa"
    elsewhere = reader("ar-XB")
    elsewhere.login(username=account.email, password=PASSWORD)
    assert 'lang="en-XA"' in elsewhere.get("/about").content.decode()


def test_somebody_signed_in_cannot_be_made_to_choose_by_another_site(make, offered, entries):
    account = make.account()
    client = Client(enforce_csrf_checks=True)
    client.login(username=account.email, password=PASSWORD)
    assert client.post("/language", {"language": "en-xa"}).status_code == 403
    assert Client(enforce_csrf_checks=True).post("/language", {"language": "en-xa"}).status_code == 302
    assert entries("people.account.choose_language") == []


def test_programs_meet_the_same_words_whoever_asks(house, offered):  # noqa: F811
    plain = Client().get("/place/wenbeck.json")
    assert reader("en-XA").get("/place/wenbeck.json").content == plain.content
    assert reader("ar-XB").get("/place/wenbeck/areas.csv").content == Client().get("/place/wenbeck/areas.csv").content
    asked = Client().get("/place/wenbeck.json?language=en-XA").json()
    assert asked["whole"]["sentences"][0].startswith("⟦")
    assert set(asked["whole"]) == set(plain.json()["whole"])


def test_what_is_kept_in_one_language_is_not_shown_in_another(house, offered):  # noqa: F811
    first = Client().get("/place/wenbeck").content.decode()
    assert "people live in Wenbeck" in first
    assert "people live in Wenbeck" not in reader("en-XA").get("/place/wenbeck").content.decode()
    assert "people live in Wenbeck" in Client().get("/place/wenbeck").content.decode()


def test_drawings_keep_their_numbers_whatever_the_languages_marks(house, offered):  # noqa: F811
    page = reader("ar-XB").get("/place/wenbeck").content.decode()
    assert 'dir="rtl"' in page
    for attribute in ("x", "y", "width", "height", "cx", "x1", "y2"):
        assert f' {attribute}="' not in page or not _with_commas(page, attribute)


def _with_commas(page: str, attribute: str) -> list[str]:
    import re

    return [each for each in re.findall(rf' {attribute}="([^"]*)"', page) if "," in each or "٫" in each]


def test_one_language_needs_no_form(db):
    assert 'action="/language"' not in Client().get("/about").content.decode()


# ── Catalogues ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_made_up_languages_are_not_offered_unless_asked_for():
    assert [code for code, _ in languages.offered(pseudo=False)] == ["en-gb"]


def test_made_up_words_keep_gaps_and_markup_and_are_longer_by_two_fifths():
    text = 'Find <a href="/x">%(name)s</a> &amp; more: 100%% of %(count)s places'
    for kept in ('<a href="/x">', "%(name)s", "</a>", "&amp;", "100%%", "%(count)s"):
        assert kept in pseudo.long(text) and kept in pseudo.right_to_left(text)
    letters = "Where people live with what keeps them well"
    assert len(pseudo.long(letters)) >= 1.4 * len(letters)


def test_the_catalogue_holds_code_templates_tables_and_changes():
    held = {message for _where, messages, _context in words.said() for message in messages}
    assert "%(people)s people live in %(name)s." in held  # code
    assert "Language" in held  # a template
    assert "People in bad or very bad health" in held and "a library" in held  # tables
    assert "Define place" in held or "Make place" in held  # a change, by its name


@pytest.fixture
def place_with_welsh(monkeypatch, tmp_path, settings):
    """A place that adds a language: its catalogues in a folder of their own."""
    monkeypatch.setattr(words, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(languages, "made_in", lambda var: tmp_path / "made-up")
    monkeypatch.setattr(languages, "LANGUAGES", (("en-gb", "English"), ("cy", "Cymraeg")))
    assert words.main([]) == 0
    return words.file_of("cy").with_suffix(".po")


def test_a_place_adds_a_language_and_its_words_are_on_the_page(place_with_welsh, settings, capsys):
    text = place_with_welsh.read_text()
    assert f"nplurals={get_plural('cy')[0]}" in text
    # A word made up for this test, not Welsh.
    place_with_welsh.write_text(text.replace('msgid "not known"\nmsgstr ""', 'msgid "not known"\nmsgstr "ddim-prawf"'))
    assert words.main(["--check"]) == 1
    assert words.main([]) == 0 and "cy: 1 of " in capsys.readouterr().out
    assert words.main(["--check"]) == 0
    settings.LANGUAGES = languages.offered(pseudo=False)
    settings.LOCALE_PATHS = [words.LOCALE]
    with translation.override("cy"):
        assert number(None) == "ddim-prawf"
        assert number(1234.5) == "1,234"
        assert percent(50) == "50%"  # not translated yet: English, not nothing


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "not known"), (0, "0%"), (0.02, "0.1%"), (0.4, "0.4%"), (52.4, "52%"), (99.8, "99.8%"), (100, "100%")],
)
def test_only_none_is_0_and_only_all_is_100_in_a_hundred(value, said):
    assert percent(value) == said


def test_a_translation_that_lost_a_gap_is_refused_by_name(place_with_welsh, capsys):
    text = place_with_welsh.read_text()
    bent = text.replace(
        'msgid "%(people)s people live in %(name)s."\nmsgstr ""',
        'msgid "%(people)s people live in %(name)s."\nmsgstr "%(people)s %(enw)s"',
    )
    assert bent != text
    place_with_welsh.write_text(bent)
    assert words.main([]) == 1
    assert "mended first" in capsys.readouterr().out


def test_catalogues_are_up_to_date():
    stale = [path.name for path, content in words.files().items() if not path.exists() or path.read_bytes() != content]
    assert stale == [], "run ./do words"
