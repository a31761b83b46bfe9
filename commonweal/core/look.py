"""How a reader wants pages to look: colours and size of letters, remembered in one cookie that says nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

COOKIE = "look"
A_YEAR = 365 * 24 * 3600
THEMES = (
    ("", _("As my device is set")),
    ("light", _("Light")),
    ("dark", _("Dark")),
)
LETTERS = (
    ("", _("Usual")),
    ("large", _("Large, on the screen and on paper")),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What was chosen; "" where nothing was."""

    theme: str = ""
    letters: str = ""

    def cookie(self) -> str:
        """As it is remembered."""
        return f"{self.theme}.{self.letters}"


def chosen(theme: str, letters: str) -> Look:
    """A look of these choices; what is no choice of ours counts as none."""
    known = {key for key, _ in THEMES}, {key for key, _ in LETTERS}
    return Look(theme if theme in known[0] else "", letters if letters in known[1] else "")


def of(request: HttpRequest) -> Look:
    """The look this reader asked for.

    >>> chosen("dark", "enormous")
    Look(theme='dark', letters='')
    """
    theme, _, letters = request.COOKIES.get(COOKIE, "").partition(".")
    return chosen(theme, letters)
