"""Long lists in pages: which one is asked for, and where its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

SIZE = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """One page of a list of so many rows."""

    number: int
    pages: int
    start: int
    stop: int
    asks: dict[str, Any]

    def shown(self) -> dict[str, Any]:
        """What the template's row of links needs. Nothing where one page holds everything."""
        return {
            "pages": self.pages if self.pages > 1 else 0,
            "page_number": self.number,
            "before": self._address(self.number - 1) if self.number > 1 else "",
            "after": self._address(self.number + 1) if self.number < self.pages else "",
        }

    def _address(self, number: int) -> str:
        return "?" + urlencode(self.asks | {"page": number}, doseq=True)


def turn(request: HttpRequest, total: int, *, size: int = SIZE, **asks: Any) -> Turn:
    """The page that `?page=` asks for. `asks` are the other questions in the address, kept from page to page."""
    pages = max(1, -(-total // size))
    text = request.GET.get("page", "1")
    number = int(text[:9]) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= pages:
        raise Invalid(_("There is no such page of this list. Begin again at the first."))
    return Turn(number, pages, (number - 1) * size, number * size, {k: v for k, v in asks.items() if v})
