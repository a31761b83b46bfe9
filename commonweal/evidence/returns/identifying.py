"""Columns that say who somebody is: they are not taken in, and what stands in them is never repeated.

Returns are counts. A column of names or numbers of people is most often a mistake of the moment (the wrong sheet), so
the sentence says what to send in its place.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

# What a column is called, without spaces and signs → what it looks like.
CALLED: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"nhs(no|num|number)?|.*nhsn(o|um|umber)"), _("NHS numbers")),
    (
        re.compile(
            r"(patient|client|tenant|person|serviceuser|full|first|last|family|given)?names?|forenames?|surnames?"
        ),
        _("names of people"),
    ),
    (re.compile(r".*(dateofbirth|birthdate|birthday)|dob"), _("dates of birth")),
    (re.compile(r"(full|home)?postcodes?"), _("postcodes")),
    (re.compile(r"(home)?address(es)?(line)?\d?|uprn"), _("addresses")),
    (re.compile(r"(home|mobile)?(tele)?phone(number|no)?s?|mobile|e?mail(address)?"), _("ways to reach people")),
    (re.compile(r"(patient|client|tenant|person|case|hospital)(id|no|number|ref|reference)"), _("numbers of people")),
)
POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}")
TEN = re.compile(r"(\d{3})[ -]?(\d{3})[ -]?(\d{4})")
BORN = re.compile(r"(19|20)\d\d-\d\d-\d\d|\d\d?/\d\d?/(19|20)\d\d")


def called(name: str) -> Any:
    """What a column of this name looks like it holds, if that says who somebody is; else "".

    >>> str(called("NHS number")), str(called("neighbourhood"))
    ('NHS numbers', '')
    """
    bare = re.sub(r"[\W_]+", "", name.casefold())
    return next((what for pattern, what in CALLED if pattern.fullmatch(bare)), "")


def holds(value: str) -> Any:
    """What a cell looks like it holds, if that says who somebody is; else ""."""
    text = value.strip()
    if POSTCODE.fullmatch(text):
        return _("postcodes")
    if BORN.fullmatch(text):
        return _("dates of birth")
    return _("NHS numbers") if _is_nhs_number(text) else ""


def _is_nhs_number(text: str) -> bool:
    """Ten digits of which the last follows from the others, as in NHS numbers."""
    found = TEN.fullmatch(text)
    if not found:
        return False
    digits = [int(each) for each in "".join(found.groups())]
    check = 11 - sum(digit * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return digits[9] == check % 11


def sentence(column: str, what: Any) -> str:
    """Why it is not taken in, kindly, and what to send."""
    return _(
        "The column “%(column)s” looks like %(what)s. Thank you for keeping it complete, but nothing about single "
        "people is taken in here. Send counts: how many people, by area, group and period. Nothing was kept."
    ) % {"column": column, "what": what}
