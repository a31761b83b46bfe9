from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Register assets, and who takes them in."""
        from commonweal.directory import ingest, queries
        from commonweal.directory.models import Asset
        from commonweal.journal import kinds
        from commonweal.places import takers, withdrawal

        kinds.register(
            "directory.asset",
            label="asset",
            model=Asset,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe,
        )
        takers.register("AssetPoint", ingest.Assets())
        withdrawal.register(ingest.resting)
