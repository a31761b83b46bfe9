"""Minutes as people say them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number

register = template.Library()


@register.filter
def hours(minutes: int | None) -> str:
    """150 as "2.5 hours"; 40 as "40 minutes"; not known as words.

    >>> hours(None), hours(40), hours(150)
    ('not known', '40 minutes', '2.5 hours')
    """
    if minutes is None:
        return _("not known")
    if minutes < 60:
        return ngettext("%(many)s minute", "%(many)s minutes", minutes) % {"many": minutes}
    said = number(minutes / 60, 0 if minutes % 60 == 0 else 1)
    return ngettext("%(many)s hour", "%(many)s hours", 1 if minutes == 60 else 2) % {"many": said}
