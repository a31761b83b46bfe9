"""Where services happen becomes a location of its own, with the id of the asset it is; services know their home place."""

from django.db import migrations
from django.utils import timezone


def move(apps, schema_editor):
    held = apps.get_model("directory", "ServiceAtLocation")
    locations = apps.get_model("directory", "Location")
    for each in held.objects.select_related("service__organization").order_by("pk"):
        asset = apps.get_model("directory", "Asset").objects.get(pk=each.location_id)
        locations.objects.get_or_create(
            id=asset.pk,
            defaults={
                "name": asset.name,
                "latitude": asset.lat,
                "longitude": asset.lon,
                "asset": asset,
                "area_id": asset.area_id,
                "place_id": each.service.organization.place_id,
                "last_modified": timezone.now(),
            },
        )
    for service in apps.get_model("directory", "Service").objects.select_related("organization"):
        service.place_id = service.organization.place_id
        service.save(update_fields=["place"])


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_records_whole")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
