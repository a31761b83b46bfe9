from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Register assets, and who takes them in."""
        from commonweal.directory import ingest, queries
        from commonweal.directory.models import Asset
        from commonweal.journal import kinds
        from commonweal.places import takers

        kinds.register(
            "directory.asset",
            label=_("asset"),
            model=Asset,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe,
        )
        takers.register("AssetPoint", ingest.Assets())
