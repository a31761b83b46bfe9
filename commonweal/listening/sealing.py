"""What a device keeps with no network is sealed to this server's public key: the device itself cannot open it again.

Words come as a compact JWE (RFC 7516: ECDH-ES with P-256, A256GCM). Files come as a line that says so, a JWE of the
file's own key, and the file under that key. A new key pair is made each quarter of a year; older private keys are kept
for as long as a device in a drawer may still hold something sealed to them.
"""

from __future__ import annotations

import base64
import json
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonweal.core.errors import Invalid

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

FRESH, KEPT = timedelta(days=91), timedelta(days=550)
ALGORITHMS = ["ECDH-ES", "A256GCM"]
LARGEST = (
    1_200_000  # of a sealed text: the library's own limit is less than the longest story in a script of four bytes
)
MARK = b"COMMONWEAL-SEALED-1\n"
IV = 12
UNOPENED = gettext_noop("This cannot be opened: it was not sealed for this server, or was changed on its way.")


def public_key() -> dict[str, Any]:
    """The key that devices seal to now, as a JWK with its `kid`."""
    kid, held = _newest()
    return {**held.as_dict(private=False), "kid": kid}


def opened(token: str) -> bytes:
    """What was sealed. Errors: Invalid if it was not sealed to a key of ours, or was altered on the way."""
    from cryptography.exceptions import InvalidTag
    from joserfc import jwe
    from joserfc.errors import JoseError

    registry = jwe.JWERegistry(algorithms=ALGORITHMS)
    registry.max_ciphertext_length = LARGEST  # type: ignore[misc]
    try:
        head = json.loads(_unspelled(token.split(".", 1)[0]))
        held = _held(str(head["kid"]))
        return bytes(jwe.decrypt_compact(token, held, registry=registry).plaintext or b"")
    except Invalid:
        raise
    except (JoseError, ValueError, KeyError, TypeError, InvalidTag) as wrong:
        raise Invalid(
            _("This cannot be opened: it was not sealed for this server, or was changed on its way.")
        ) from wrong


def sealed(data: bytes) -> bool:
    """Is this file a sealed one?"""
    return data.startswith(MARK)


def opened_file(data: bytes) -> bytes:
    """A sealed file as it was before; anything else as it is."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not sealed(data):
        return data
    token, _line, rest = data[len(MARK) :].partition(b"\n")
    try:
        return AESGCM(opened(token.decode("ascii"))).decrypt(rest[:IV], rest[IV:], None)
    except (ValueError, InvalidTag) as wrong:
        raise Invalid(
            _("This cannot be opened: it was not sealed for this server, or was changed on its way.")
        ) from wrong


def open_file_at(path: Path) -> None:
    """Inside a file that has come whole: what was sealed stands open in its place. Others are left alone."""
    with path.open("rb") as stream:
        if stream.read(len(MARK)) != MARK:
            return
    path.write_bytes(opened_file(path.read_bytes()))


def seal(data: bytes) -> str:
    """As a device seals. For tests and for what the server itself has to lay by."""
    from joserfc import jwe
    from joserfc.jwk import ECKey

    public = public_key()
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": public["kid"]}
    return jwe.encrypt_compact(header, data, ECKey.import_key(public), algorithms=ALGORITHMS)


def _folder() -> Path:
    return Path(settings.KEYS) / "capture"


def _newest() -> tuple[str, ECKey]:
    today = timezone.localdate()
    names = sorted(each.stem for each in _folder().glob("????-??-??-*.json"))
    for name in names:
        if _made(name) < today - KEPT:
            (_folder() / f"{name}.json").unlink(missing_ok=True)
    if names and today - FRESH < _made(names[-1]) <= today + timedelta(days=2):
        return names[-1], _held(names[-1])
    return _make(today)


def _make(today: date) -> tuple[str, ECKey]:
    """Two processes that start together may each make one: both are kept, and both open what is sealed to them."""
    from joserfc.jwk import ECKey

    kid = f"{today.isoformat()}-{secrets.token_hex(3)}"
    held = ECKey.generate_key("P-256")
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _folder() / f".{kid}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(held.as_dict(private=True)))
    draft.rename(_folder() / f"{kid}.json")
    return kid, held


def _made(name: str) -> date:
    return date.fromisoformat(name[:10])


def _held(kid: str) -> ECKey:
    from joserfc.jwk import ECKey

    path = _folder() / f"{kid}.json"
    if path.parent != _folder() or "/" in kid or not path.is_file():
        raise Invalid(_("This was sealed with a key that is no longer kept: it lay on the device for too long."))
    return ECKey.import_key(json.loads(path.read_text()))


def _unspelled(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
