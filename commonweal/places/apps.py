from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "commonweal.places"
    label = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        """Register areas, places and the published files. All of it is public."""
        from commonweal.journal import kinds
        from commonweal.journal.kinds import Card
        from commonweal.places import datasets, queries, take_areas, take_values, takers
        from commonweal.places.models import Area, Dataset, DatasetVersion, Place

        everyone = lambda viewer, ids: set(ids)  # noqa: E731 - published facts have no viewer to refuse
        kinds.register(
            "places.area",
            label=_("area"),
            model=Area,
            id_field="key",
            visible_to=everyone,
            describe=queries.describe_areas,
        )
        kinds.register(
            "places.place", label=_("place"), model=Place, visible_to=everyone, describe=queries.describe_places
        )
        kinds.register(
            "places.dataset",
            label=_("dataset"),
            model=Dataset,
            visible_to=everyone,
            describe=lambda keys: {
                each.key: Card(each.title, f"/sources#{each.key}", each.publisher)
                for each in Dataset.objects.filter(pk__in=list(keys))
            },
        )
        kinds.register(
            "places.version",
            label=_("version of a dataset"),
            model=DatasetVersion,
            visible_to=everyone,
            describe=datasets.describe_versions,
        )
        takers.register("AreaParent", take_areas.Parents())
        takers.register("CodeChange", take_areas.Changes())
        takers.register("AreaName", take_areas.Names())
        takers.register("AreaShape", take_areas.Shapes())
        takers.register("AreaCentre", take_areas.Centres())
        takers.register("AreaValues", take_values.Values())
        takers.register("PostcodePoint", take_values.Postcodes())
