from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "commonweal.funding"
    label = "funding"
    verbose_name = "Funding"

    def ready(self) -> None:
        """Register grants, and who takes them in."""
        from commonweal.funding import ingest, queries
        from commonweal.funding.models import Grant
        from commonweal.journal import kinds
        from commonweal.places import takers

        kinds.register(
            "funding.grant",
            label="grant",
            model=Grant,
            visible_to=lambda viewer, ids: set(ids),
            describe=queries.describe,
        )
        takers.register("Grant", ingest.Grants())
