"""GOV.UK Notify, as far as a text goes: it checks the token as Notify does, and answers as it is told to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"our-key-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"


@dataclass
class Notify:
    """What it was sent, and what it answers next: (status, error, message), or None for "taken"."""

    address: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    answers: tuple[int, str, str] | None = None
    slow: float = 0.0

    def judge(self, token: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """As Notify judges a request."""
        wrong = _wrong_with(token)
        if wrong:
            return _refusal(403, "AuthError", wrong)
        if self.answers:
            return _refusal(*self.answers)
        if body.get("template_id") != TEMPLATE:
            return _refusal(400, "BadRequestError", "Template not found")
        if "words" not in body.get("personalisation", {}):
            return _refusal(400, "BadRequestError", "Missing personalisation: words")
        self.sent.append(body)
        return 201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a"}


def _wrong_with(token: str) -> str:
    """Worked out by hand, so that it does not lean on the library that signs."""
    head, claims, mark = token.split(".")
    signed = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(signed, _bytes(mark)) or json.loads(_bytes(head))["alg"] != "HS256":
        return "Invalid token: signature, api token not found"
    told = json.loads(_bytes(claims))
    if told["iss"] != SERVICE:
        return "Invalid token: service not found"
    return (
        "Error: Your system clock must be accurate to within 30 seconds" if abs(told["iat"] - time.time()) > 30 else ""
    )


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _refusal(status: int, error: str, message: str) -> tuple[int, dict[str, Any]]:
    return status, {"status_code": status, "errors": [{"error": error, "message": message}]}


@contextmanager
def serving() -> Iterator[Notify]:
    """It listens on this machine until the end of the block."""
    notify = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(notify.slow)
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, said = notify.judge(token, body) if self.path == "/v2/notifications/sms" else _refusal(404, "", "")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    notify.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()
