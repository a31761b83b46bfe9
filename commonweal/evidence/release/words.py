"""What is said where no number is, and what the profiles mean."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

# One sentence for every reason: which one it was would tell something.
NOT_SHOWN = _("not shown, so that it tells of nobody in particular")
NOT_KNOWN = _("not known")
PROFILES: dict[str, Any] = {
    "nhs": _("Counts of 1 to 7 people are not shown. All others are shown to the nearest 5. Nobody is shown as 0."),
    "strict": _("Counts of 0 to 9 people are not shown, and nobody neither. All others are shown to the nearest 5."),
}
HOUSES = "nhs"
