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
        migrations.CreateModel(
            name="SchoolTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("source", models.TextField(blank=True, default="")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="school_terms", to="places.place"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "first_day"), name="directory_term_once")
                ],
            },
        ),
    ]
