"""What other parts of the directory keep of an entry goes with it when it is merged, and is back when it is parted."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from commonweal.directory import changes
from commonweal.directory.alike.changes import merge, part
from commonweal.directory.keep_changes import describe, give_link, offer, report_wrong
from commonweal.directory.models import (
    AboutFact,
    Hindrance,
    Location,
    Merge,
    Opening,
    Partnership,
    Showcase,
    Theme,
    Translation,
)
from commonweal.directory.reaching.changes import keep
from commonweal.directory.translating.words import hashed
from commonweal.journal.actor import HOUSE
from commonweal.people import slips
from tests.makers import PASSWORD


def twice(here):
    """The choir's singing, a second time under another name."""
    return changes.add_service(HOUSE, organization=here.choir, name="Singing together", helps_with=["company"])


def test_who_works_with_whom_is_not_lost_with_the_organisation_that_goes(here, unguarded, client):
    other = changes.add_organization(HOUSE, place=here.place, name="The Choir CIC", description="They sing.")
    mill = changes.add_organization(HOUSE, place=here.place, name="The Mill", description="A mill.")
    day = timezone.localdate()
    said = Partnership.objects.create(
        place=here.place, one=other, other=mill, kind="refers", words="On Mondays", said_on=day
    )
    between = Partnership.objects.create(place=here.place, one=other, other=here.choir, kind="refers", said_on=day)
    twice = [
        Partnership.objects.create(place=here.place, one=each, other=mill, kind="learns", said_on=day)
        for each in (here.choir, other)
    ]
    merge(HOUSE, here.choir, other)
    page = client.get("/place/dale/together.json").json()["network"]["partnerships"]
    assert sorted((each["one"], each["kind"], each["other"]) for each in page) == [
        ("The Choir", "learns", "The Mill"),
        ("The Choir", "refers", "The Mill"),
    ]
    part(HOUSE, Merge.objects.get())
    for each in (said, between, *twice):
        now = Partnership.objects.get(pk=each.pk)
        assert (now.one_id, now.other_id) == (each.one_id, each.other_id)


def test_a_list_that_somebody_was_given_names_the_entry_that_stands_now(here, unguarded, client):
    gone = twice(here)
    _kept, code = keep(HOUSE, [str(gone.pk), str(here.singing.pk)])
    client.post("/list/add", {"service": str(gone.pk)})
    merge(HOUSE, here.singing, gone)
    for path in (f"/l/{code}", "/list"):
        page = client.get(path)
        assert page.status_code == 200 and page.content.decode().count(f'href="/service/{here.singing.pk}"') == 1, path
    client.post("/list/change", {"service": str(here.singing.pk), "do": "off"})
    assert client.get("/list.json").json()["listed"] == []


def test_every_page_of_an_entry_that_was_merged_away_answers(here, unguarded, make):
    gone, now = twice(here), timezone.now()
    said = {"name": {"words": "Chanter", "from": gone.name, "hash": hashed(gone.name)}}
    Translation.objects.create(service=gone, language="fr", said=said, by="staff", maker="x", made_at=now)
    known = dict(place=here.place, made_at=now)
    Opening.objects.create(
        **known, asset=here.hall, use="A room", state=Opening.OPEN, since=now, service=gone, opened_at=now,
        code_hash=slips.hashed("abcdefgh"),
    )  # fmt: skip
    Theme.objects.create(
        **known, slug="warm", title="Warm", picked=[str(gone.pk)], last_modified=now, drawing="board", colour="sea"
    )
    _link, code = give_link(HOUSE, gone)
    _report, told = report_wrong(HOUSE, gone, words="It moved.")
    proposal = offer(HOUSE, gone, said={"name": "Another"})
    merge(HOUSE, here.singing, gone)
    client = Client()
    client.login(email=make.account(steward=here.place).email, password=PASSWORD)
    own = "/in/fr /in/fr/edit /edit /wrong /print /poster.pdf /sessions.ics /who-may-see".split()
    shared = "/keeping /alike /openings /translations /theme/warm /themes /differences".split()
    paths = [f"/service/{gone.pk}{rest}" for rest in ("", *own)] + [f"/place/dale{rest}" for rest in ("", *shared)]
    answered = {path: client.get(path, follow=True).status_code for path in (*paths, f"/told/{told}", f"/keep/{code}")}
    answered["decide"] = client.post(f"/proposal/{proposal.pk}/decide", {"take": "yes"}).status_code
    assert not [path for path, status in answered.items() if status >= 500]
    part(HOUSE, Merge.objects.get())
    assert client.get(f"/service/{gone.pk}/in/fr").status_code == 200


def test_what_people_told_us_and_what_was_opened_is_said_of_the_entry_that_stands(here, unguarded, client, make):
    gone, now = twice(here), timezone.now()
    known = dict(place=here.place, made_at=now, last_modified=now)
    Theme.objects.create(**known, slug="warm", title="Warm", picked=[str(gone.pk)], drawing="board", colour="sea")
    opened = Opening.objects.create(
        place=here.place, asset=here.hall, use="A room", state=Opening.OPEN, since=now, made_at=now, service=gone,
        opened_at=now, code_hash=slips.hashed("abcdefgh"),
    )  # fmt: skip
    report, _code = report_wrong(HOUSE, gone, words="It moved.")
    merge(HOUSE, here.singing, gone)
    assert client.get(f"/opening/{opened.pk}.json").json()["opening"]["hours"]["service_id"] == str(here.singing.pk)
    [row] = client.get("/place/dale/theme/warm.json").json()["whole"]["services"]
    assert row["id"] == str(here.singing.pk)
    client.login(email=make.account(steward=here.place).email, password=PASSWORD)
    waits = client.get("/place/dale/keeping.json").json()["board"]["waiting"]
    assert [each["about_id"] for each in waits] == [str(here.singing.pk)]
    part(HOUSE, Merge.objects.get())
    opened.refresh_from_db()
    report.refresh_from_db()
    assert opened.service_id == report.service_id == gone.pk


def test_a_showcase_keeps_its_place_when_that_is_merged_with_another(here, unguarded, client):
    now, known = timezone.now(), dict(place=here.place, last_modified=timezone.now())
    one, other = (Location.objects.create(**known, name=name) for name in ("The Mill", "The Old Mill"))
    day = Showcase.objects.create(**known, title="A day", starts_at=now, ends_at=now, location=other)
    merge(HOUSE, one, other)
    assert client.get(f"/showcase/{day.pk}.json").json()["whole"]["showcase"]["location_name"] == "The Mill"
    part(HOUSE, Merge.objects.get())
    assert client.get(f"/showcase/{day.pk}.json").json()["whole"]["showcase"]["location_name"] == "The Old Mill"


def test_a_step_is_still_that_organisations_when_it_is_merged(here, unguarded, client):
    now = timezone.now()
    other = changes.add_organization(HOUSE, place=here.place, name="The Choir CIC", description="They sing.")
    opening = Opening.objects.create(
        place=here.place, asset=here.hall, use="A room", state=Opening.BEING_OPENED, since=now, made_at=now,
        code_hash=slips.hashed("abcdefgh"),
    )  # fmt: skip
    whose = dict(owner=Hindrance.ORGANIZATION, owner_organization=other, step="Ask")
    Hindrance.objects.create(opening=opening, kind="cost", words="A key", since=now, made_at=now, **whose)
    merge(HOUSE, here.choir, other)
    [row] = client.get(f"/opening/{opening.pk}.json").json()["opening"]["hindrances"]
    assert row["owner"] == "The Choir"


def test_what_was_said_of_the_one_that_goes_is_said_where_the_other_says_nothing(here, unguarded):
    gone, ours = twice(here), here.singing.pk
    known = dict(kind="service", said_by="keeper", said_at=timezone.now(), place=here.place)
    for record, question, value in ((gone.pk, "quiet", "yes"), (gone.pk, "free_trial", "yes"), (ours, "quiet", "no")):
        AboutFact.objects.create(record=record, question=question, value=value, **known)

    def stands(record) -> dict[str, str]:
        return dict(AboutFact.objects.filter(record=record, until=None).values_list("question", "value"))

    merge(HOUSE, here.singing, gone)
    assert stands(ours) == {"quiet": "no", "free_trial": "yes"}
    describe(HOUSE, here.singing, said={"about": {"free_trial": "no"}})
    part(HOUSE, Merge.objects.get())
    assert stands(gone.pk) == {"quiet": "yes", "free_trial": "yes"}
    assert stands(ours) == {"quiet": "no", "free_trial": "no"}
