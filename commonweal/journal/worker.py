"""The worker's own rounds: publish what was committed, then let reactions act on it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from django.db import OperationalError, close_old_connections

from commonweal.journal import publisher, reactions

log = logging.getLogger(__name__)


def round_once(also: Sequence[Callable[[], int]] = ()) -> int:
    """One round, with whatever else is to be done. Returns how much was, so that the caller can rest after nothing."""
    return publisher.publish() + reactions.deliver() + sum(do() for do in also)


def run(stop: threading.Event, *, rest_seconds: float = 0.5, also: Sequence[Callable[[], int]] = ()) -> None:
    """Go round until told to stop. A busy or absent database is waited for."""
    while not stop.is_set():
        close_old_connections()
        try:
            done = round_once(also)
        except OperationalError as error:
            log.warning("The database did not answer (%s); trying again.", type(error).__name__)
            done = 0
        if not done:
            stop.wait(rest_seconds)
