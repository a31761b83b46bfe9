"""What can go wrong, each with the answer the web gives and a sentence a person can act on.

Rooms raise these; the middleware turns them into a page or JSON. Nothing else decides status codes.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Something the house will not do, said plainly."""

    status = 400
    title: str | Promise = _("That could not be done")

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(DomainError):
    """The person may not do this; the sentence says who may."""

    status = 403
    title = _("You cannot do this")


class NotAgreed(DomainError):
    """The person it concerns has not agreed to this use, or has taken it back."""

    status = 403
    title = _("This has not been agreed to")


class NotFound(DomainError):
    """There is no such thing, or none this viewer may see: the two look the same from outside."""

    status = 404
    title = _("We could not find that")


class Invalid(DomainError):
    """What was sent cannot be used as it is; the sentence says what to change."""

    status = 400
    title = _("Something needs changing")


def of_form(form: Any) -> Invalid:
    """What programs are told where a page would show its form again: every mistake, one after the other."""
    return Invalid(" ".join(str(each) for errors in form.errors.values() for each in errors))


class Clash(DomainError):
    """It was right when it was sent, but something else has happened since."""

    status = 409
    title = _("Something changed meanwhile")


class Gone(DomainError):
    """It was here, and was taken back."""

    status = 410
    title = _("This was taken back")


class Broken(DomainError):
    """A fault of the house itself. It is in the log, with the time; nothing of it is shown."""

    status = 500
    title = _("Something here went wrong")

    def __init__(self) -> None:
        super().__init__(
            gettext("This is a fault of ours, and nothing you did. Try again in a minute; nothing was half done.")
        )
