"""Services happen at locations, and each has a home place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_locations_of_assets"),
        ("places", "0003_versions_withdrawn_loads_counted_drawings"),
    ]
    operations = [
        migrations.AlterField(
            model_name='serviceatlocation',
            name='location',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_at_locations', to='directory.location'),
        ),
        migrations.AlterField(
            model_name='service',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='places.place'),
        ),
    ]
