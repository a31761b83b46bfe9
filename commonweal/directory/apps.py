from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Register assets, who takes them in, and what goes on in them."""
        from commonweal.core import finding
        from commonweal.directory import asked, asking, finders, going_on, ingest, keeping, queries, take_facts
        from commonweal.directory.alike import reactions as alike
        from commonweal.directory.feeds import cards
        from commonweal.directory.models import (
            Anchor,
            Asset,
            Feed,
            Location,
            Merge,
            Organization,
            Partnership,
            Proposal,
            Report,
            Service,
            ServiceAtLocation,
            Shortlist,
            Showcase,
            Theme,
            Translation,
        )
        from commonweal.directory.offers import registering as offers
        from commonweal.directory.opening import registering as opening
        from commonweal.directory.reaching import changes as reaching_changes
        from commonweal.directory.reaching import queries as reaching_queries
        from commonweal.directory.sharing import finders as theme_finders
        from commonweal.directory.sharing import reading as sharing
        from commonweal.directory.sharing import showcases
        from commonweal.directory.together import queries as together
        from commonweal.directory.translating import changes as translating_changes
        from commonweal.directory.translating import reading as translating
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
            describe=cards.describe,
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
            "directory.translation",
            label="translation",
            model=Translation,
            visible_to=translating.visible_to,
            describe=translating.describe,
            erase=translating_changes.take_out,
        )
        kinds.register(
            "directory.theme",
            label="theme",
            model=Theme,
            visible_to=sharing.visible_to,
            describe=sharing.describe,
        )
        kinds.register(
            "directory.showcase",
            label="showcase",
            model=Showcase,
            visible_to=showcases.visible_to,
            describe=showcases.describe,
        )
        kinds.register(
            "directory.shortlist",
            label="shortlist",
            model=Shortlist,
            visible_to=reaching_queries.visible_to,
            describe=reaching_queries.describe,
            erase=reaching_changes.erase,
        )
        kinds.register(
            "directory.merge",
            label=_("two entries made one"),
            model=Merge,
            visible_to=alike.merges_visible_to,
            describe=alike.describe_merges,
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
        opening.register()
        offers.register()
        takers.register("AssetPoint", ingest.Assets())
        takers.register("AssetFact", take_facts.Facts())
        finding.register("kinds", finders.kinds_found, order=30)
        finding.register("themes", theme_finders.themes, order=25)
        finding.register("assets", finders.assets, order=40)
        finding.register("going-on", finders.going_on, order=50)
        withdrawal.register(ingest.resting)
        for each in asking.ASKS:
            asked.register(each)
