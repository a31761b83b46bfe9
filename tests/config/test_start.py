"""What every start costs: each command, each worker and each server begins by importing the whole house."""

from __future__ import annotations

# Each takes as long as a page, or several; most starts ask none of them anything. Import them where they are used.
SELDOM = ("scipy", "holidays", "icalendar", "jsonschema", "openpyxl", "pyproj", "httpx", "typst", "PIL", "cv2")


def test_what_few_starts_need_is_not_imported_by_every_one(installation):
    told = installation.does(
        "import sys\nfrom django.urls import get_resolver\n"
        "assert get_resolver().url_patterns\n"  # which imports every view
        f"print([name for name in {SELDOM} if name in sys.modules])"
    )
    assert told == "[]"
