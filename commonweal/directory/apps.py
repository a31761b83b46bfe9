from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Register assets, and who takes them in."""
        from commonweal.core import finding
        from commonweal.directory import finders, ingest, queries
        from commonweal.directory.models import Asset
        from commonweal.journal import kinds
        from commonweal.places import takers

        kinds.register(
            "directory.asset",
            label="asset",
            model=Asset,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe,
        )
        takers.register("AssetPoint", ingest.Assets())
        finding.register("kinds", finders.kinds_found, order=30)
        finding.register("assets", finders.assets, order=40)
