"""A network of streets, packed into bytes and back: points to a centimetre, in the order in which they are walked."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.methods.access.network import Network

DEGREES = 1e7  # a whole number of these is a centimetre
CENTIMETRES = 100


def pack(net: Network) -> bytes:
    """Points chain by chain, each by how it differs from the one before; then the chains."""
    import numpy as np

    held = net.held
    order = np.lexsort((held.along, held.chain))
    points = [
        np.diff(np.rint(np.asarray(each)[order] * scale).astype("<i4"), prepend=np.zeros(1, "<i4"))
        for each, scale in ((net.lat, DEGREES), (net.lon, DEGREES), (held.chain, 1), (held.along, CENTIMETRES))
    ]
    metres = np.rint(held.metres * CENTIMETRES)
    lines = [np.asarray(each).astype("<i4") for each in (held.begins, held.ends, metres)]
    head = np.array([len(order), len(metres), net.left_out], "<i4")
    return zlib.compress(b"".join(each.astype("<i4").tobytes() for each in (head, *points, *lines)), 6)


def unpack(packed: bytes) -> Network:
    """The network, made ready to be searched."""
    import numpy as np

    from commonweal.methods.access import network
    from commonweal.methods.access.chains import LEAST, Chains

    numbers = np.frombuffer(zlib.decompress(packed), "<i4")
    count, chains, left_out = numbers[:3].tolist()
    points = np.cumsum(numbers[3 : 3 + 4 * count].reshape(4, count), axis=1, dtype=np.int64)
    begins, ends, metres = numbers[3 + 4 * count :].reshape(3, chains).astype(np.int32)
    held = Chains(
        points[2].astype(np.int32),
        points[3] / CENTIMETRES,
        begins,
        ends,
        np.maximum(metres / CENTIMETRES, LEAST),
    )
    return network.of_chains(points[0] / DEGREES, points[1] / DEGREES, held, left_out=left_out)
