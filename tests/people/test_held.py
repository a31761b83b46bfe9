"""All that is held about somebody is on their page: every column that points to an account is accounted for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client
from django.utils import timezone

from commonweal.core import privacy
from commonweal.journal.actor import HOUSE
from commonweal.people import actors, changes, identities, invitations, queries
from commonweal.people.models import Account
from commonweal.people.views import HELD
from commonweal.places.models import Place
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
# What points to an account → the part of the page that shows it. A new pointer fails here until it is shown.
SHOWN = {
    "people.grant.account": "roles",
    "people.invitation.invited_by": "sent",
    "people.invitation.accepted_by": "invitations",
    "people.identity.account": "keys",
    "people.signedin.account": "sessions",
    "people.consent.person_id": "consents",
    "people.consent.witness_id": "witnessed",
    "people.readlog.person_id": "look_ups",
    "people.readlog.who_id": "looked",
    "journal.entry.who_id": "done",
    "journal.entry.for_id": "done",
    "journal.once.who_id": "done",  # the request's own id; what it did is the entry
    "account.emailaddress.user": "addresses",
    "mfa.authenticator.user": "keys",
    "journal.reason.words": "reasons",
    "journal.touched.thing": "done_about",
    "directory.offer.owner_id": "elsewhere",
    "directory.offeranswer.by_id": "elsewhere",
    "directory.given.giver_id": "elsewhere",
    "directory.given.getter_id": "elsewhere",
    "directory.block.by_id": "elsewhere",
    "directory.block.of_id": "elsewhere",  # to whoever made it: the other is not told
    "directory.misuse.by_id": "elsewhere",
    "directory.opening.said_by": "elsewhere",
    "directory.hindrance.owner_account": "elsewhere",
    "inquiry.commitment.owner_id": "elsewhere",
    "listening.reply.by_id": "elsewhere",
    "listening.channelchoice.person_id": "elsewhere",
    "listening.coding.by_id": "elsewhere",
    "listening.differs.by_id": "elsewhere",
    "listening.helpgiven.helper_id": "elsewhere",
    "listening.moderation.by_id": "elsewhere",
    "listening.outreach.owner_id": "elsewhere",
    "listening.pairing.by_id": "elsewhere",
    "listening.paperbatch.by_id": "elsewhere",
    "listening.paperdraft.by_id": "elsewhere",
    "listening.paperphoto.by_id": "elsewhere",
    "listening.reading.by_id": "elsewhere",
    "listening.redaction.agreed_by_id": "elsewhere",
    "listening.redaction.by_id": "elsewhere",
    "listening.statement.teller_id": "elsewhere",
    "listening.textline.asked_id": "elsewhere",
    "listening.textline.person_id": "elsewhere",
    "listening.theme.by_id": "elsewhere",
    "listening.told.person_id": "elsewhere",
    "listening.voice.teller_id": "elsewhere",
    "listening.voice.writer_id": "elsewhere",
    "listening.voter.person_id": "elsewhere",
}


def pointers() -> set[str]:
    """Every column that names an account: a foreign key, or an id beside the kind of person it is of."""
    found = {"journal.reason.words", "journal.touched.thing"}  # by way of the entry
    for model in apps.get_models():
        labels = getattr(model, "privacy", {})
        for field in model._meta.concrete_fields:
            personal = labels.get(field.name) in {privacy.PERSONAL, privacy.SENSITIVE}
            beside = field.name.removesuffix("_id") + "_kind" in labels and field.name.endswith("_id")
            if field.related_model is Account or (personal and beside):
                found.add(f"{model._meta.label_lower}.{field.name}")
    return found


def test_every_column_that_points_to_an_account_has_its_part_of_the_page():
    assert pointers() == set(SHOWN)
    assert set(SHOWN.values()) <= set(HELD)


def test_somebody_who_did_much_sees_all_of_it(make, unguarded):
    place = Place.objects.create(slug="here", name="Here", footprint="", made_at=timezone.now())
    account, other = make.account(listener=place, steward=place), make.account(administrator="house")
    me = actors.of_account(account)
    slip, _ = changes.give_slip(HOUSE, place=str(place.pk))
    person = actors.of_contributor(slip)
    wording = changes.set_wording(HOUSE, purpose="quote", words="May we?")
    changes.give_consent(me, me, wording=wording, channel="online")
    changes.give_consent(actors.for_somebody(me, person, channel="face"), person, wording=wording, channel="face")
    identities.link(me, account, provider="staff", issuer="https://cards.example", subject="card-7", level="AAL3")
    EmailAddress.objects.create(user=account, email="coming@example.org", verified=False, primary=False)
    asking = dict(scope_kind="places.place", scope_id=str(place.pk), until=timezone.now() + timedelta(days=9))
    invitations.send(me, email="sam@example.org", role="analyst", why="Sam can count", **asking)
    asked, _ = invitations.send(actors.of_account(other), email=account.email, role="analyst", why="You know", **asking)
    invitations.accept(me, asked, account=account)
    queries.record_look_up(me, person, "what was agreed to")
    queries.record_look_up(actors.of_account(other), me, "the account page")
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    said = client.get("/me.json").json()
    # What other rooms keep, they fill and test themselves.
    assert [name for name in HELD if name != "elsewhere" and not said[name]] == []
    words = str(said)
    for each in (
        "coming@example.org",
        "https://cards.example",
        "card-7",
        "Sam can count",
        "You know",
        "sam@example.org",
    ):
        assert each in words, each
    assert {row["what"] for row in said["done_about"]} >= {"people.account.open", "people.role.grant"}
    page = client.get("/me").content.decode()
    assert "coming@example.org" in page and "You know" in page and "What others did about your account" in page


def test_the_file_has_all_that_was_done_and_the_page_the_newest(make):
    account = make.account()
    me = actors.of_account(account)
    for _ in range(501):
        queries.record_look_up(HOUSE, me, "a look")
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    assert len(client.get("/me.json").json()["look_ups"]) == 501
    assert client.get("/me").content.decode().count("a look") == 500
