"""OpenID Connect, as little of it as is needed and all of that strictly: the code flow with state, nonce and PKCE.

One client for staff sign-in and for NHS login. The account package's own checks neither a nonce nor a signature, and
cannot sign its request for a token (private_key_jwt), which NHS login insists on.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet, RSAKey

from commonweal.core.errors import DomainError, NotAllowed

ALGORITHMS = ["RS256", "RS512", "PS256", "ES256"]  # never "none", and never one whose key is the client's secret
SECONDS = 10
LEEWAY = 60  # clocks differ by seconds, not hours
KEPT = 600
LARGEST = 500_000
LONGEST_SUBJECT = 255  # the standard allows no more


class Elsewhere(DomainError):
    """The other service did not answer as it should."""

    status = 502
    title = "The other service did not answer"


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that says who somebody is."""

    key: str
    name: str
    issuer: str
    client_id: str
    secret: str = ""
    key_file: str = ""
    scopes: str = "openid"
    acr: str = ""
    again: str = ""  # what is added to a request when the person is to be asked anew: "prompt=login&max_age=0"
    back: str = ""  # the address the person is sent back to


@dataclass(frozen=True, slots=True)
class Journey:
    """One visit to the other service. Kept in the session until the person is back, then never again."""

    state: str
    nonce: str
    verifier: str
    began: float

    @classmethod
    def fresh(cls) -> Journey:
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)), time.time())


_kept: dict[str, tuple[float, Any]] = {}


def forget() -> None:
    """Forget what providers said of themselves."""
    _kept.clear()


def way_there(provider: Provider, journey: Journey, *, anew: bool = False, **more: str) -> str:
    """Where to send the person; `anew`: to be asked who they are, whatever the provider remembers."""
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.back,
        "scope": provider.scopes,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": _digest(journey.verifier),
        "code_challenge_method": "S256",
        **({"acr_values": provider.acr} if provider.acr else {}),
        **(dict(parse_qsl(provider.again)) if anew else {}),
        **more,
    }
    start = _about(provider)["authorization_endpoint"]
    return f"{start}{'&' if '?' in start else '?'}{urlencode(asked, quote_via=quote)}"


def who_came(provider: Provider, journey: Journey, code: str, *, anew: bool = False) -> dict[str, Any]:
    """What the provider says of the person, checked: signature, issuer, audience, times, nonce.

    `anew`: they must have been asked who they are since the visit began; what the provider remembers is not enough.
    """
    answer = _ask_for_token(provider, journey, code)
    claims = _checked(provider, journey, str(answer.get("id_token", "")))
    if anew and not _asked_since(journey, claims):
        raise NotAllowed(
            _("%(name)s did not ask you who you are this time, so nothing was changed. Sign out there, then try again.")
            % {"name": provider.name}
        )
    return _more_about(provider, str(answer.get("access_token", "")), claims)


def _ask_for_token(provider: Provider, journey: Journey, code: str) -> dict[str, Any]:
    address = _about(provider)["token_endpoint"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.back,
        "client_id": provider.client_id,
        "code_verifier": journey.verifier,
    }
    if provider.key_file:
        form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        form["client_assertion"] = signed_request(provider, address)
    else:
        form["client_secret"] = provider.secret
    return _fetch(provider, address, data=urlencode(form).encode())


def signed_request(provider: Provider, audience: str) -> str:
    """private_key_jwt: who asks, for whom, once, for five minutes; signed with RS512 as NHS login requires."""
    now = int(time.time())
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(24),
        "iat": now,
        "exp": now + 300,
    }
    private = RSAKey.import_key(Path(provider.key_file).read_bytes())
    return jwt.encode(
        {"alg": "RS512", "typ": "JWT", "kid": private.thumbprint()}, claims, private, algorithms=["RS512"]
    )


def _known_keys(said: dict[str, Any]) -> KeySet:
    """The provider's keys that we can use. One of a sort unknown here does not hinder the others."""
    keys = []
    for each in said.get("keys") or []:
        try:
            keys.append(JWKRegistry.import_key(each))
        except Exception:  # noqa: BLE001, S112 - whatever a key's maker thought of; a token signed with it is refused
            continue
    return KeySet(keys)


def public_key(provider: Provider) -> dict[str, Any]:
    """The public half of the key that signs our requests, as it is registered with the provider."""
    private = RSAKey.import_key(Path(provider.key_file).read_bytes())
    return dict(private.as_dict(private=False, use="sig", alg="RS512", kid=private.thumbprint()))


def _checked(provider: Provider, journey: Journey, token: str) -> dict[str, Any]:
    try:
        claims = _signed_claims(provider, token)
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise refused(provider) from error
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    meant_for_us = len(audiences) == 1 or claims.get("azp") == provider.client_id
    same_visit = hmac.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode())
    if not (meant_for_us and same_visit and 0 < len(str(claims["sub"])) <= LONGEST_SUBJECT):
        raise refused(provider)
    return claims


def _signed_claims(provider: Provider, token: str) -> dict[str, Any]:
    address = _about(provider)["jwks_uri"]
    for fresh in (False, True):  # a provider changes its keys now and then: look once more before saying no
        keys = _known_keys(_remembered(provider, address, fresh=fresh))
        try:
            return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError):
            if fresh:
                raise
    raise AssertionError("unreachable")


def _asked_since(journey: Journey, claims: dict[str, Any]) -> bool:
    """Does what was signed say that the person was asked during this visit?"""
    at = claims.get("auth_time")
    return isinstance(at, int | float) and not isinstance(at, bool) and at >= journey.began - LEEWAY


def _more_about(provider: Provider, access: str, claims: dict[str, Any]) -> dict[str, Any]:
    """Name and address from the userinfo page. What was signed wins over what is said there."""
    address = _about(provider).get("userinfo_endpoint")
    if not address or not access:
        return claims
    said = _fetch(provider, address, headers={"Authorization": f"Bearer {access}"})
    if said.get("sub") != claims["sub"]:
        raise refused(provider)
    return said | claims


def refused(provider: Provider) -> NotAllowed:
    """One sentence for everything that is wrong with an answer: which, is for the log of a test, not for a stranger."""
    return NotAllowed(
        _("What %(name)s said could not be relied on, so nobody was signed in. Begin again from the sign-in page.")
        % {"name": provider.name}
    )


def _about(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself, from its well-known page; it must be who we asked."""
    said = _remembered(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if said.get("issuer") != provider.issuer:
        raise refused(provider)
    return said


def _remembered(provider: Provider, address: str, *, fresh: bool = False) -> Any:
    at, kept = _kept.get(address, (0.0, None))
    if kept is None or fresh or time.monotonic() - at > KEPT:
        kept = _fetch(provider, address)
        _kept[address] = (time.monotonic(), kept)
    return kept


def _fetch(
    provider: Provider, address: str, *, data: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise refused(provider)
    asked = urllib.request.Request(address, data=data, headers={"Accept": "application/json"} | (headers or {}))  # noqa: S310
    try:
        with _opener.open(asked, timeout=SECONDS) as answered:
            said = json.loads(answered.read(LARGEST))
    except urllib.error.HTTPError as error:
        if data is not None and error.code < 500:
            raise refused(provider) from error  # the code was not good, or was used before
        raise _silent(provider) from error
    except (OSError, ValueError) as error:
        raise _silent(provider) from error
    if not isinstance(said, dict):
        raise _silent(provider)
    return said


def _silent(provider: Provider) -> Elsewhere:
    return Elsewhere(
        _("%(name)s does not answer at the moment. Try again later, or sign in another way.") % {"name": provider.name}
    )


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A code, a secret or a token goes to the address that was published, and no further."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def _digest(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
