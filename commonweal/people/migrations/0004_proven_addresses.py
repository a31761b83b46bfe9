"""Accounts opened so far were opened by an administrator or a steward, who answered for the address: it is proven."""

from django.db import migrations


def prove(apps, schema_editor):
    addresses = apps.get_model("account", "EmailAddress")
    for account in apps.get_model("people", "Account").objects.filter(is_active=True):
        addresses.objects.get_or_create(
            user_id=account.pk, email=account.email, defaults={"primary": True, "verified": True}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_invitations_identities_sessions"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(prove, migrations.RunPython.noop, elidable=True)]
