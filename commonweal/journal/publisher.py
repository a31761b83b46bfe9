"""Numbers committed entries, in one order that readers can follow without losing any.

PostgreSQL commits out of order: an entry with an early id can appear after a later one was read. So nothing follows
ids. The publisher, alone under an advisory lock, gives each entry it can see (and so is committed) the next number.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from commonweal.journal.models import Entry, Publication

LOCK = 0x636F6D6D6F6E  # any number, the same for every publisher
BATCH = 1000


def publish() -> int:
    """Number what has been committed since the last time. Returns how many entries were numbered."""
    connection = connections[DEFAULT_DB_ALIAS]
    done = 0
    while True:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            waiting = Entry.objects.filter(publication=None).order_by("at", "id")
            ids = list(waiting.values_list("id", flat=True)[:BATCH])
            # One by one, in order: bulk inserts need not take numbers from the sequence in the order given.
            for id in ids:
                Publication.objects.create(entry_id=id)
        done += len(ids)
        if len(ids) < BATCH:
            return done
