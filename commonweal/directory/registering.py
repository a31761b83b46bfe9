"""Tells the journal, the search and the places what the directory keeps; the parts of the room tell of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.core import finding
from commonweal.directory import asked, asking, finders, going_on, ingest, keeping, queries, take_facts
from commonweal.directory.alike import registering as alike
from commonweal.directory.feeds import cards
from commonweal.directory.models import (
    Asset,
    Feed,
    Location,
    Organization,
    Proposal,
    Report,
    Service,
    ServiceAtLocation,
)
from commonweal.directory.offers import registering as offers
from commonweal.directory.opening import registering as opening
from commonweal.directory.reaching import registering as reaching
from commonweal.directory.sharing import registering as sharing
from commonweal.directory.together import registering as together
from commonweal.directory.translating import registering as translating
from commonweal.journal import kinds
from commonweal.places import takers, withdrawal

PARTS = (alike, offers, opening, reaching, sharing, together, translating)
KINDS = (
    ("asset", _("asset"), Asset, lambda viewer, ids: set(ids), queries.describe),
    (
        "organization",
        _("organisation"),
        Organization,
        going_on.organizations_visible_to,
        going_on.describe_organizations,
    ),
    ("service", _("service"), Service, going_on.services_visible_to, going_on.describe_services),
    (
        "service_at_location",
        _("service where it happens"),
        ServiceAtLocation,
        going_on.held_visible_to,
        going_on.describe_held,
    ),
    ("location", _("where things happen"), Location, going_on.locations_visible_to, going_on.describe_locations),
    ("feed", _("another directory"), Feed, lambda viewer, ids: set(ids), cards.describe),
    ("report", _("what somebody told us"), Report, keeping.reports_visible_to, keeping.describe_reports),
    ("proposal", _("an edit that waits"), Proposal, keeping.proposals_visible_to, keeping.describe_proposals),
)


def register() -> None:
    """Called once, as the directory makes itself ready."""
    for name, label, model, visible_to, describe in KINDS:
        kinds.register(f"directory.{name}", label=label, model=model, visible_to=visible_to, describe=describe)
    takers.register("AssetPoint", ingest.Assets())
    takers.register("AssetFact", take_facts.Facts())
    finding.register("kinds", finders.kinds_found, order=30)
    finding.register("assets", finders.assets, order=40)
    finding.register("going-on", finders.going_on, order=50)
    withdrawal.register(ingest.resting)
    for each in asking.ASKS:
        asked.register(each)
    for part in PARTS:
        part.register()
