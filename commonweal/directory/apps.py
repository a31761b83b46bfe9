from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Register assets, who takes them in, and what goes on in them."""
        from commonweal.core import finding
        from commonweal.directory import feeds, finders, going_on, ingest, keeping, queries, take_facts
        from commonweal.directory.models import (
            Anchor,
            Asset,
            Feed,
            Location,
            Organization,
            Partnership,
            Proposal,
            Report,
            Service,
            ServiceAtLocation,
        )
        from commonweal.directory.together import queries as together
        from commonweal.journal import kinds
        from commonweal.places import takers, withdrawal

        kinds.register(
            "directory.asset",
            label=_("asset"),
            model=Asset,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe,
        )
        kinds.register(
            "directory.organization",
            label="organisation",
            model=Organization,
            visible_to=going_on.organizations_visible_to,
            describe=going_on.describe_organizations,
        )
        kinds.register(
            "directory.service",
            label="service",
            model=Service,
            visible_to=going_on.services_visible_to,
            describe=going_on.describe_services,
        )
        kinds.register(
            "directory.service_at_location",
            label="service where it happens",
            model=ServiceAtLocation,
            visible_to=going_on.held_visible_to,
            describe=going_on.describe_held,
        )
        kinds.register(
            "directory.location",
            label="where things happen",
            model=Location,
            visible_to=going_on.locations_visible_to,
            describe=going_on.describe_locations,
        )
        kinds.register(
            "directory.feed",
            label="another directory",
            model=Feed,
            visible_to=lambda viewer, ids: set(ids),
            describe=feeds.describe,
        )
        kinds.register(
            "directory.report",
            label="what somebody told us",
            model=Report,
            visible_to=keeping.reports_visible_to,
            describe=keeping.describe_reports,
        )
        kinds.register(
            "directory.proposal",
            label="an edit that waits",
            model=Proposal,
            visible_to=keeping.proposals_visible_to,
            describe=keeping.describe_proposals,
        )
        kinds.register(
            "directory.partnership",
            label="who works together",
            model=Partnership,
            visible_to=together.visible,
            describe=together.describe,
        )
        kinds.register(
            "directory.anchor",
            label="an anchor",
            model=Anchor,
            visible_to=together.anchors_visible,
            describe=together.describe_anchors,
        )
        takers.register("AssetPoint", ingest.Assets())
        takers.register("AssetFact", take_facts.Facts())
        finding.register("kinds", finders.kinds_found, order=30)
        finding.register("assets", finders.assets, order=40)
        finding.register("going-on", finders.going_on, order=50)
        withdrawal.register(ingest.resting)
