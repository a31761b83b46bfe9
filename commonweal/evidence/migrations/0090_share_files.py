from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("evidence", "0085_streets"),
    ]

    operations = [
        migrations.AddField(
            model_name="shareproposal",
            name="versions",
            field=models.JSONField(default=list),
        ),
    ]
