"""Letters the house sends by e-mail: plain text, from a template whose first line is the subject."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


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
