"""A small OpenID Connect provider on this machine, which can be told to lie in every way that has been tried."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

OTHERS_KEY = RSAKey.generate_key(2048, parameters={"kid": "others"})


class MockProvider:
    """`lie` names what is wrong with its answers; "" is an honest provider."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "own", "use": "sig"})
        self.client_key: RSAKey | None = None  # what a client signs its requests with
        self.lie = ""
        self.numbers = count(1)
        self.alg = "RS256"
        self.claims: dict[str, Any] = {}
        self.forgetful = True  # asks whenever it is told to; else it lets a person through whom it knows
        self.more_keys: list[dict[str, Any]] = []
        self.said: dict[str, Any] = {"name": "Sam Okoro", "email": "sam@example.org"}
        self.codes: dict[str, dict[str, str]] = {}
        self.assertions: list[dict[str, Any]] = []
        self.used_jti: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address: str) -> tuple[str, str]:
        """What happens at the provider: the person signs in. Gives the code and state they are sent back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{next(self.numbers)}"
        self.codes[code] = asked
        return code, asked["state"]

    def token(self, form: dict[str, str], authorised: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form["code"], None)
        if asked is None or not self._may_ask(form):
            return 400, {"error": "invalid_grant"}
        digest = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if digest.decode() != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.id_token(asked)}

    def _may_ask(self, form: dict[str, str]) -> bool:
        if self.client_key is None:
            return form.get("client_secret") == "a secret"
        token = jwt.decode(form["client_assertion"], self.client_key, algorithms=["RS512"])
        claims = token.claims
        fresh = claims["jti"] not in self.used_jti and claims["exp"] > time.time()
        self.used_jti.add(claims["jti"])
        self.assertions.append(claims | {"alg": token.header["alg"]})
        right = claims["iss"] == claims["sub"] == "our-client" and claims["aud"] == self.issuer + "/token"
        return fresh and right

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "our-client",
            "sub": "subject-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "auth_time": now if self.forgetful and asked.get("prompt") == "login" else now - 3600,
            **self.claims,
        }
        lies: dict[str, dict[str, Any]] = {
            "wrong audience": {"aud": "another-client"},
            "two audiences": {"aud": ["our-client", "another-client"]},
            "wrong issuer": {"iss": "http://127.0.0.1:1"},
            "expired": {"iat": now - 9000, "exp": now - 8000},
            "nonce replayed": {"nonce": "a-nonce-of-another-visit"},
            "no nonce": {"nonce": None},
            "no subject": {"sub": ""},
        }
        claims = {k: v for k, v in (claims | lies.get(self.lie, {})).items() if v is not None}
        if self.lie == "alg none":
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            return ".".join(_part(json.dumps(part).encode()) for part in parts) + "."
        if self.lie == "signed with the secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("a secret" * 4), algorithms=["HS256"])
        if self.lie == "signed with the public key":
            signed = ".".join(_part(json.dumps(p).encode()) for p in ({"alg": "HS256", "kid": "own"}, claims))
            public = self.key.as_pem(private=False)
            return f"{signed}.{_part(hmac.new(public, signed.encode(), hashlib.sha256).digest())}"
        key = OTHERS_KEY if self.lie == "somebody else's key" else self.key
        token = jwt.encode({"alg": self.alg, "kid": "own"}, claims, key, algorithms=[self.alg])
        if self.lie == "changed on the way":
            head, _body, signature = token.split(".")
            return ".".join((head, _part(json.dumps(claims | {"sub": "somebody-else"}).encode()), signature))
        return token

    def page(self, path: str) -> tuple[int, Any]:
        if path == "/.well-known/openid-configuration":
            said = {"issuer": self.issuer if self.lie != "not who we asked" else "http://127.0.0.1:1"}
            for name in ("authorization", "token", "userinfo"):
                said[f"{name}_endpoint"] = f"{self.issuer}/{name}"
            return 200, said | {"jwks_uri": f"{self.issuer}/jwks"}
        if path == "/jwks":
            return 200, {"keys": [*self.more_keys, self.key.as_dict(private=False)]}
        if path == "/userinfo":
            sub = "another" if self.lie == "userinfo of another" else self.claims.get("sub", "subject-1")
            return 200, self.said | {"sub": sub}
        return 404, {}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*provider.page(self.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(*provider.token(form, self.headers.get("Authorization", "")))

            def _answer(self, status: int, said: Any) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
