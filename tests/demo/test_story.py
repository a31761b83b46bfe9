"""The invented place as it is told: through the door, once, saying everywhere that it is invented."""

from __future__ import annotations

import json
import re
import shutil
import stat

import pytest
from django.test import Client

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.demo import accounts, chapters, recipe, story
from commonweal.demo import make as making
from commonweal.demo.chapters import art, listening
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset, Organization, Service
from commonweal.evidence.models import Figure
from commonweal.journal import guard, trace
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.models import Entry
from commonweal.journal.refs import Ref
from commonweal.people.models import Account, Contributor, Grant
from commonweal.places.models import Place, Value

SMALL = recipe.of(12)
WHEN = re.compile(rb'"\d{4}-\d\d-\d\d[^"]*"')
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(request, settings, tmp_path):
    if "wenbeck" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("wenbeck"), tmp_path, dirs_exist_ok=True)
    settings.VAR = tmp_path


@pytest.fixture
def told(wenbeck) -> story.Story:
    """The small place, told."""
    return story.Story(Place.objects.get(slug="wenbeck"), SMALL, 1)


def twins(told: story.Story) -> dict[str, bytes]:
    """JSON of the place's pages, by address."""
    visitor = Client()
    choir, tenants = told.service("choir"), told.organization("tenants")
    addresses = (
        "/place/wenbeck.json",
        "/place/wenbeck/areas.json?kind=neighbourhood&figure=bad_health",
        "/place/wenbeck/assets.json",
        "/place/wenbeck/services.json",
        "/area/neighbourhood:DEMO-002.json",
        f"/service/{choir.pk}.json",
        f"/organization/{tenants.pk}.json",
        f"/asset/{told.asset('Canal Street Library').pk}.json",
    )
    # The day and hour of the telling are the one thing that a second one cannot have the same.
    return {address: WHEN.sub(b"", visitor.get(address).content) for address in addresses}


def test_the_guard_was_never_opened_for_it(monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("the guard was opened")

    monkeypatch.setattr(guard, "migrating", never)
    assert making.make(recipe=SMALL).new
    by = set(Entry.objects.values_list("who_kind", flat=True))
    assert {"house", "account", "contributor"} <= by


def test_told_again_it_is_already_there_and_a_chapter_that_broke_off_goes_on(told):
    entries, services = Entry.objects.count(), Service.objects.count()
    assert not making.make(recipe=SMALL).new
    assert Entry.objects.count() == entries
    # As after a stop in the middle of a chapter: its end is not written, and each of its steps meets itself.
    for name in ("here", "damp", "library", "choir", "doors", "giving", "neighbours"):
        told.chapter = name
        __import__(f"commonweal.demo.chapters.{name}", fromlist=["tell"]).tell(told)
    assert Service.objects.count() == services
    assert Entry.objects.count() == entries


def test_a_reset_leaves_the_same_bytes_and_takes_away_what_visitors_added(told):
    before = twins(told)
    people = Account.objects.count(), Contributor.objects.count(), Grant.objects.count()
    extra = directory.add_organization(HOUSE, place=told.place, name="Visitors", description="Added while looking.")
    directory.reopen_service(HOUSE, told.service("canal-street-library"))
    assert making.make(anew=True).new
    assert not Organization.objects.filter(pk=extra.pk).exists()
    assert told.service("canal-street-library").status == Service.DEFUNCT
    assert twins(told) == before
    assert (Account.objects.count(), Contributor.objects.count()) == people[:2]
    assert Entry.objects.filter(what="demo.story.begin").count() == 2


def test_every_page_of_it_says_that_it_is_invented(told):
    choir, area = told.service("choir"), "neighbourhood:DEMO-002"
    figure = Figure.objects.filter(label__contains="damp").get()
    asset = told.asset("St Hild's Church Hall")
    for address in (
        "/",
        "/find?q=park",
        "/place/wenbeck",
        "/place/wenbeck/areas",
        "/place/wenbeck/assets",
        "/place/wenbeck/services",
        "/place/wenbeck/sources",
        f"/area/{area}",
        "/area/council:DEMO-L1",
        f"/asset/{asset.pk}",
        f"/service/{choir.pk}",
        f"/organization/{choir.organization_id}",
        f"/thread/directory.service/{choir.pk}",
        f"/history/directory.organization/{choir.organization_id}",
        f"/history/places.place/{told.place.pk}",
        f"/thread/places.area/{area}",
        f"/thread/directory.asset/{asset.pk}",
        f"/thread/evidence.figure/{figure.pk}",
    ):
        page = Client().get(address)
        assert page.status_code == 200 and b'class="invented"' in page.content, address


def test_nobody_in_it_is_real_and_passwords_are_made_by_chance_and_kept_once(told):
    assert Account.objects.count() == 7
    assert all(account.email.endswith("@wenbeck.example") for account in Account.objects.all())
    kept = accounts.path()
    lines = kept.read_text()
    assert "invented" in lines and stat.S_IMODE(kept.stat().st_mode) == 0o600
    dot = Account.objects.get(email="dot@wenbeck.example")
    password = next(line.split()[-1] for line in lines.splitlines() if dot.email in line)
    assert dot.check_password(password) and password not in dot.password
    assert lines.count("slip ") == Contributor.objects.count() == 3 + len(listening.voices()) + len(art.MAKERS)


def test_the_choirs_thread_goes_back_to_figures_and_on_to_what_came_of_it(told):
    start = Ref("directory.service", str(told.service("choir").pk))
    back, forward = trace.back(PUBLIC, start), trace.forward(PUBLIC, start)
    behind = {step.card.title for step in back.steps}
    assert {"Canal Street Library", "Larkfield Tenants and Residents"} <= behind
    assert "Homes with damp or mould, Larkfield Estate" in behind
    assert "What a new roof for Canal Street Library would cost" in behind
    assert max(step.depth for step in back.steps) >= 3
    came = {step.card.title for step in forward.steps}
    assert {"Tuesday supper", "The Canal Street shelf", "Warm Sundays"} <= came
    # What came later is no reason for what came before.
    assert not behind & {"Tuesday supper", "The Canal Street shelf"}


def test_a_number_in_a_thread_says_what_it_came_to_and_by_which_file(told):
    thread = f"/thread/directory.service/{told.service('choir').pk}"
    notes = {row["title"]: row["note"] for row in Client().get(f"{thread}.json").json()["steps"]}
    damp = Figure.objects.get(label="Homes with damp or mould, Larkfield Estate")
    assert notes[damp.label] == f"32%, {damp.source}" and damp.source.startswith("Invented")
    assert notes["What a new roof for Canal Street Library would cost"].startswith("412,000 pounds, ")
    assert notes[damp.label] in Client().get(thread).content.decode()


def test_from_the_damp_figure_the_thread_runs_on_to_the_choir(told):
    figure = Figure.objects.get(label="Homes with damp or mould, Larkfield Estate")
    came = {step.card.title for step in trace.forward(PUBLIC, Ref("evidence.figure", str(figure.pk))).steps}
    assert {"Larkfield Tenants and Residents", "Damp drop-in", "Larkfield Choir"} <= came
    held = {
        v.measure.key: v.value
        for v in Value.objects.filter(area__code="DEMO-002", measure__key__startswith="invented.")
    }
    assert figure.value == round(100 * held["invented.damp_homes"] / held["invented.homes"], 1)


def test_the_damp_estate_is_shown_with_its_strengths(told):
    at_larkfield = Service.objects.filter(service_at_locations__location__area__code="DEMO-002", status="active")
    assert at_larkfield.distinct().count() >= 5
    words = " ".join(Organization.objects.values_list("description", flat=True)).lower()
    assert not any(word in words for word in ("deprived", "hard to reach", "vulnerable", "problem"))


def test_every_chapter_can_be_told_and_says_what_it_is_about():
    for name in {*chapters.ORDER, *chapters.OF_A_NATION}:
        module = __import__(f"commonweal.demo.chapters.{name}", fromlist=["tell"])
        assert callable(module.tell) and module.__doc__.startswith("Chapter ")


def test_a_story_is_told_of_no_real_place(make):
    from commonweal.places import changes

    place = changes.make_place(HOUSE, slug="wenbeck", name="A real Wenbeck", footprint="Somewhere")
    with pytest.raises(Invalid, match="real place"):
        making.make(recipe=SMALL)
    with pytest.raises(NotAllowed, match="invented place only"):
        story.begin(HOUSE, place, recipe=SMALL, telling=1)
    with pytest.raises(NotAllowed, match="Only an invented place"):
        directory.clear_invented(HOUSE, place)


def test_a_smaller_one_is_not_made_over_a_larger_one(told):
    with pytest.raises(Invalid, match="larger"):
        making.make(recipe=recipe.of(8))
    assert json.loads(Client().get("/place/wenbeck.json").content)["whole"]["areas_by_kind"]["neighbourhoods"] == 12


def test_a_larger_one_is_told_anew_over_a_smaller_one(told):
    made = making.make(recipe=recipe.of(16))
    assert made.new and made.neighbourhoods == 16
    assert Client().get("/place/wenbeck.json").json()["whole"]["areas_by_kind"]["neighbourhoods"] == 16
    assert told.service("choir").status == "active"
    assert making.make().neighbourhoods == 16


def test_a_country_is_made_without_a_story():
    made = making.make(recipe=recipe.of(200, 340_000))
    assert (made.slug, made.neighbourhoods, made.people, made.services) == ("wendmark", 200, 340_000, 0)
    assert Asset.objects.count() == made.assets > 200
    assert Client().get("/place/wendmark.json").json()["whole"]["population"]["value"] == 340_000
