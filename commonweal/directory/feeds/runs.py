"""A reading of a feed from its start to its end: asked for by a page, done by the worker, told of as it goes."""

from __future__ import annotations

import logging
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError
from commonweal.directory import feed_changes, rules
from commonweal.directory.feeds import bring, files
from commonweal.directory.models import Feed, FeedRun
from commonweal.journal.actor import Actor
from commonweal.openreferral.reading import Problem, mapping
from commonweal.people import actors

log = logging.getLogger(__name__)
MOST_PROBLEMS = 400  # kept of one run; all of them are counted
LONGEST = timedelta(hours=12)
TOLD_EVERY = 1.0  # seconds between two tellings of how far it is


def begin(
    who: Actor, feed: Feed, *, only_look: bool, file: str = "", rules_given: dict[str, Any] | None = None
) -> FeedRun:
    """Write down that a feed is to be read. Whoever may not take it in may not read it here either."""
    rules.may_sync_feed(who, feed)
    files.tidy()
    _end_interrupted(feed)
    return FeedRun.objects.create(
        feed=feed,
        only_look=only_look,
        asked_by=who.id if who.kind == "account" else "",
        began_at=timezone.now(),
        file=file,
        mapping=rules_given or {},
    )


def go_on(
    who: Actor, looked: FeedRun, *, rules_given: dict[str, Any] | None = None, only_look: bool = False
) -> FeedRun:
    """Go on from what was looked at: take it in as it was read, or look at it again, read in another way."""
    given = rules_given or looked.mapping
    run = begin(who, looked.feed, only_look=only_look, file=looked.file, rules_given=given)
    if looked.file:
        files.move(looked, run)
    return run


def _end_interrupted(feed: Feed) -> None:
    """A reading whose worker was ended in the middle never says so itself."""
    now = timezone.now()
    FeedRun.objects.filter(feed=feed, ended_at=None, began_at__lt=now - LONGEST).update(
        state=FeedRun.FAILED,
        ended_at=now,
        sentence=_("It was interrupted. Nothing was taken in by halves: read it again."),
    )


def work(run: FeedRun) -> FeedRun:
    """Do it. However it ends, the run says so in a sentence; a feed that cannot be read changes nothing."""
    import httpx

    from commonweal.openreferral.reading.detect import Unknown

    try:
        _work(run)
        run.state = FeedRun.DONE
    except DomainError as refusal:
        run.state, run.sentence = FeedRun.FAILED, refusal.sentence
    except (Unknown, httpx.HTTPError, ValueError, OSError, zipfile.BadZipFile) as error:
        run.state = FeedRun.FAILED
        run.sentence = _("It could not be read: %(why)s") % {"why": str(error)[:300] or type(error).__name__}
    except Exception:
        run.state = FeedRun.FAILED
        run.sentence = _("Reading it stopped at something that we did not foresee. Nothing was changed.")
        log.exception("A feed could not be read")
    run.ended_at = timezone.now()
    run.save()
    if not run.only_look or run.state == FeedRun.FAILED:
        files.forget(run)
    return run


def _work(run: FeedRun) -> None:
    who = actors.as_now(run.asked_by)
    rules.may_sync_feed(who, run.feed)
    run.state = FeedRun.READING
    run.save(update_fields=["state"])
    told = _read(run)
    run.reader, run.why, run.mapping = told.fit.reader, told.fit.why, told.mapping
    run.counts = {"records": dict(told.reading.counts)}
    run.problems = [_row(each) for each in told.problems[:MOST_PROBLEMS]]
    run.problem_count, run.apart = told.problem_count, told.apart()
    if run.only_look:
        ahead = feed_changes.foreseen(run.feed, told.records, gone=told.reading.gone)
        run.counts |= {"ahead": {name: getattr(ahead, name) for name in ("added", "changed", "same", "vanished")}}
        return
    run.state = FeedRun.TAKING
    run.save()
    done = asdict(bring.take(who, run.feed, told))
    run.problems += [["warning", "", each] for each in done.pop("left_out")[: MOST_PROBLEMS - len(run.problems)]]
    run.counts |= {"sync": done}
    from commonweal.directory.feeds.reach import OutwardAsync

    bring.check(who, run.feed, told, transport=OutwardAsync())


def _read(run: FeedRun) -> bring.Read:
    given = mapping.load(run.mapping) if run.mapping else None
    if run.file:
        files.refuse_swollen(files.of(run))
        return bring.read(run.feed, str(files.of(run)), given=given)
    from commonweal.directory.feeds.reach import Outward

    return bring.read(run.feed, run.feed.address, transport=Outward(_telling(run)))


def _telling(run: FeedRun) -> Callable[[int], None]:
    told = [time.monotonic()]

    def tell(asked: int) -> None:
        if time.monotonic() - told[0] >= TOLD_EVERY:
            told[0] = time.monotonic()
            FeedRun.objects.filter(pk=run.pk).update(counts={"asked": asked})

    return tell


def _row(problem: Problem) -> list[str]:
    return [problem.level, problem.where, problem.what]
