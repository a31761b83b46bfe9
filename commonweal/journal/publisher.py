"""Numbers committed entries, in one order that readers can follow without losing any.

PostgreSQL commits out of order: an entry with an early id can appear after a later one was read. So nothing follows
ids. Each entry is written together with a note that it waits. The publisher, alone under an advisory lock, gives each
one whose note it can see (and so is committed) the next number, and takes the note away.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from commonweal.journal.models import Publication, Waiting

LOCK = 0x636F6D6D6F6E  # any number, the same for every publisher
BATCH = 1000


def publish() -> int:
    """Number what has been committed since the last time. Returns how many entries were numbered."""
    connection = connections[DEFAULT_DB_ALIAS]
    done = 0
    # Asked before any lock is taken: most rounds find nothing, and must not hold up somebody's writing.
    while Waiting.objects.exists():
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            waiting = Waiting.objects.order_by("entry__at", "entry_id")
            ids = list(waiting.values_list("entry_id", flat=True)[:BATCH])
            # One by one, in order: bulk inserts need not take numbers from the sequence in the order given.
            for id in ids:
                Publication.objects.create(entry_id=id)
            Waiting.objects.filter(entry__in=ids).delete()
        done += len(ids)
    return done
