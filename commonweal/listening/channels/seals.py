"""Sealing: a number or an address is kept encrypted under the installation's own key, which no backup holds.

JWE, direct, AES-256-GCM, by the library that signs our other tokens.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from commonweal.config.keys import key

if TYPE_CHECKING:
    from joserfc.jwk import OctKey

HEAD = {"alg": "dir", "enc": "A256GCM"}


def sealed(words: str) -> str:
    """Words that only this installation can read again; "" stays ""."""
    from joserfc import jwe

    return jwe.encrypt_compact(HEAD, words.encode(), _key()) if words else ""


def opened(token: str) -> str:
    """What was sealed; "" where it was not sealed here, or has been tampered with."""
    from joserfc import jwe
    from joserfc.errors import JoseError

    if not token:
        return ""
    try:
        held = jwe.decrypt_compact(token, _key()).plaintext
    except (JoseError, ValueError):
        return ""
    return held.decode() if held else ""


def _key() -> OctKey:
    from joserfc.jwk import OctKey

    return OctKey.import_key(hashlib.sha256(key(settings.KEYS, "fields").encode()).digest())
