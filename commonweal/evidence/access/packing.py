"""A table of minutes, packed into bytes and back: numbers of origins, of destinations, and tenths of minutes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.methods.access.pairs import Numbers, Whole

TENTHS = 10  # of a minute: six seconds; nobody's walk is known better
MOST_MINUTES = 6_000.0


def pack(origins: Sequence[int], destinations: Sequence[int], minutes: Sequence[float]) -> bytes:
    """Three columns as bytes.

    >>> [each.tolist() for each in unpack(pack([0, 1], [3, 2], [4.52, 15]))]
    [[0, 1], [3, 2], [4.5, 15.0]]
    """
    import numpy as np

    tenths = np.rint(np.asarray(minutes, float) * TENTHS)
    columns = [np.asarray(each).astype("<u4") for each in (origins, destinations, tenths)]
    return zlib.compress(b"".join(each.tobytes() for each in columns), 6)


def unpack(packed: bytes) -> tuple[Whole, Whole, Numbers]:
    """The three columns."""
    import numpy as np

    columns = np.frombuffer(zlib.decompress(packed), "<u4").reshape(3, -1)
    return columns[0].astype(np.int32), columns[1].astype(np.int32), columns[2] / TENTHS
