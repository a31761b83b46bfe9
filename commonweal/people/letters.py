"""Letters the house sends by e-mail: plain text, from a template whose first line is the subject.

Where no server takes them they are files in var/mail. They hold addresses and live links, so nobody else on the machine
may read them, and none stays longer than its link works.
"""

from __future__ import annotations

import email
import logging
import smtplib
import time
from collections.abc import Iterable, Iterator
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.template.loader import render_to_string

from commonweal.core.ids import new_id

log = logging.getLogger(__name__)
KEPT_DAYS = 14  # as long as an invitation's link works


class Files(EmailBackend):
    """Letters as files, for the installation's own user alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        Path(self.file_path).chmod(0o700)

    def _get_filename(self) -> str:
        # Django's own name can be the same for two letters of one second, which would then lie in one file.
        self._fname = self._fname or str(Path(self.file_path) / f"{new_id()}.log")
        return str(self._fname)


def site_address(path: str = "") -> str:
    """The address people type, with this path: letters are also written where no request is."""
    return f"{settings.SITE.scheme}://{settings.SITE.netloc}{path}"


def send(to: str, template: str, **context: Any) -> bool:
    """Send a letter. False if it could not be handed over; the caller then says how else to pass it on."""
    text = render_to_string(f"people/letters/{template}.txt", context | {"site": site_address("/")}).strip()
    subject, _, body = text.partition("\n")
    try:
        EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
    except (OSError, smtplib.SMTPException) as error:
        # The kind of error only: servers repeat addresses in what they say.
        log.warning("A letter could not be sent: %s", type(error).__name__)
        return False
    return True


def forget_old() -> int:
    """Remove the files of letters whose links are over. Returns how many."""
    return _remove(path for path in _files() if path.stat().st_mtime < time.time() - KEPT_DAYS * 86_400)


def forget_to(addresses: Iterable[str]) -> int:
    """Remove the files of letters to somebody who is being erased. Returns how many."""
    gone = {each.lower() for each in addresses}
    return _remove(path for path in _files() if gone & _written_to(path))


def _files() -> Iterator[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return (path for path in folder.glob("*.log") if path.is_file())


def _written_to(path: Path) -> set[str]:
    said = email.message_from_bytes(path.read_bytes()).get_all("To", [])
    return {address.lower() for _name, address in getaddresses(said)}


def _remove(paths: Iterable[Path]) -> int:
    gone = list(paths)
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
