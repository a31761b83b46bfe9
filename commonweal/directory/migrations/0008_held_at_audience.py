"""Who may know that a service happens at a location can be said without hiding the location."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_keeping_true")]

    operations = [
        migrations.AddField(
            "serviceatlocation", "audience", models.CharField(default="everyone", max_length=10)
        ),
    ]
