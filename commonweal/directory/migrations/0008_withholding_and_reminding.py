"""Who may know that a service happens at a location; letters that ask whether entries are still true."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_keeping_true")]

    operations = [
        migrations.AddField("serviceatlocation", "audience", models.CharField(default="everyone", max_length=10)),
        migrations.AddField("keepingpolicy", "reminders", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Reminding",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reminding",
                        serialize=False,
                        to="directory.organization",
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
