from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "commonweal.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Put the guard on every connection, and register the journal's own kind of thing."""
        from django.db import connections

        from commonweal.journal import erasure, guard, kinds
        from commonweal.journal.models import Reason

        connection_created.connect(guard.connected, dispatch_uid="commonweal.guard")
        post_migrate.connect(
            lambda using, **_more: guard.raise_guard(connections[using]),
            weak=False,
            dispatch_uid="commonweal.raise_guard",
        )
        # Nobody is pointed at a reason; it is a kind so that its words can be erased.
        kinds.register(
            "journal.reason",
            label="reason",
            model=Reason,
            visible_to=lambda viewer, ids: set(),
            describe=lambda ids: {},
            erase=erasure.reasons,
        )
