"""What was worked out is kept until a file or an outline changes, and within bounds: heavy things count for several."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, local
from typing import Any, TypeVar

from django.db.models import Max

from commonweal.places import queries as places
from commonweal.places.models import PlaceArea

MOST_KEPT = 400  # by weight; one is about 100 kB at the most
Made = TypeVar("Made")
_kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], Made], *, weight: Callable[[Made], int] = lambda made: 1) -> Made:
    """What was made under this key since the figures last changed; else made now. All of it is public."""
    full = (_stamp(), key)
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            return _kept[full][0]  # type: ignore[no-any-return]
    made = make()
    with _lock:
        _kept[full] = (made, weight(made))
        held = sum(each for _, each in _kept.values())
        while held > MOST_KEPT and len(_kept) > 1:
            held -= _kept.popitem(last=False)[1][1]
    return made


Stamp = tuple[str, int | None]


class _Request(local):
    """The stamp is asked for once a request, not at each of the forty things its page keeps."""

    answering = False
    stamp: Stamp | None = None


_request = _Request()


def begin(**_: Any) -> None:
    """A request begins in this thread (request_started)."""
    _request.answering, _request.stamp = True, None


def end(**_: Any) -> None:
    """It has been answered (request_finished)."""
    _request.answering, _request.stamp = False, None


def _stamp() -> Stamp:
    if not _request.answering:
        return _stamp_now()
    if _request.stamp is None:
        _request.stamp = _stamp_now()
    return _request.stamp


def _stamp_now() -> Stamp:
    """As `places` has it; and the newest outline line, for a place may swap one neighbourhood for another."""
    return places.stamp(), PlaceArea.objects.aggregate(newest=Max("pk"))["newest"]
