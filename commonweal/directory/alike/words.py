"""Why two entries may be one, and what each says, in words a person would use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory import words
from commonweal.feeds.postcode import normal_postcode

KINDS = {
    "service": gettext_lazy("Two services"),
    "organization": gettext_lazy("Two organisations"),
    "location": gettext_lazy("Two places"),
}
HOW = {
    "almost surely": gettext_lazy("Almost surely the same"),
    "probably": gettext_lazy("Probably the same"),
    "perhaps": gettext_lazy("Perhaps the same"),
}
FOR = {
    "name": gettext_lazy("the same name"),
    "name nearly": gettext_lazy("nearly the same name"),
    "name within": gettext_lazy("one name is the other with more words"),
    "name some": gettext_lazy("the names share some words"),
    "other name": gettext_lazy("one is called what the other is also called"),
    "short": gettext_lazy("one is the other's name for short"),
    "said": gettext_lazy("described in the same words"),
    "said nearly": gettext_lazy("described in nearly the same words"),
    "number": gettext_lazy("the same registered number"),
    "phone": gettext_lazy("the same telephone number"),
    "email": gettext_lazy("the same e-mail address"),
    "domain": gettext_lazy("e-mail or website at the same address"),
    "page": gettext_lazy("the same web page"),
    "postcode": gettext_lazy("the same postcode"),
    "street": gettext_lazy("the same street address"),
    "near": gettext_lazy("within 150 metres of each other"),
    "owner": gettext_lazy("of the same organisation"),
    "owner judged": gettext_lazy("of organisations that may be the same"),
    "owner name": gettext_lazy("of organisations with the same name"),
    "times": gettext_lazy("on the same day at the same time"),
    "days": gettext_lazy("on the same days"),
    "ages": gettext_lazy("for the same ages"),
}
AGAINST = {
    "name within": gettext_lazy("one name has words that the other has not"),
    "name some": gettext_lazy("the names share only common words"),
    "other name": gettext_lazy("several are also called this"),
    "names differ": gettext_lazy("different names"),
    "parted": gettext_lazy("their names tell them apart"),
    "towns in names": gettext_lazy("different places in their names"),
    "numbers differ": gettext_lazy("different registered numbers"),
    "phones differ": gettext_lazy("different telephone numbers"),
    "domains differ": gettext_lazy("different websites"),
    "towns differ": gettext_lazy("in different towns"),
    "streets differ": gettext_lazy("at different addresses"),
    "far": gettext_lazy("more than 2 km apart"),
    "apart": gettext_lazy("at different spots"),
    "owners differ": gettext_lazy("of different organisations"),
    "days differ": gettext_lazy("on different days"),
    "times differ": gettext_lazy("at different times of the day"),
    "ages differ": gettext_lazy("for different ages"),
    "said differ": gettext_lazy("described in quite different words"),
    "one list": gettext_lazy("both on one list, whose keeper may mean two"),
}
FIELDS = {
    "name": gettext_lazy("Name"),
    "alternate_name": gettext_lazy("Also called"),
    "description": gettext_lazy("What it is"),
    "email": gettext_lazy("E-mail"),
    "website": gettext_lazy("Website"),
    "url": gettext_lazy("Website"),
    "legal_status": gettext_lazy("Legal status"),
    "tax_status": gettext_lazy("Tax status"),
    "tax_id": gettext_lazy("Tax number"),
    "year_incorporated": gettext_lazy("Since the year"),
    "status": gettext_lazy("Whether it is on"),
    "fees_description": gettext_lazy("What it costs"),
    "eligibility_description": gettext_lazy("Who it is for"),
    "application_process": gettext_lazy("How to come"),
    "minimum_age": gettext_lazy("From the age of"),
    "maximum_age": gettext_lazy("Up to the age of"),
    "wait_time": gettext_lazy("How long it takes"),
    "interpretation_services": gettext_lazy("Interpreters"),
    "accreditations": gettext_lazy("Accreditations"),
    "licenses": gettext_lazy("Licences"),
    "alert": gettext_lazy("What to know before setting out"),
    "transportation": gettext_lazy("How to get there"),
}
# Said by numbers of days or of metres, not as they stand.
SHOWN = {"number", "phone", "email", "domain", "page", "postcode", "street", "parted", "numbers differ", "towns differ"}
SHOWN |= {"towns in names", "domains differ", "owners differ", "ages differ"}


def reasons(told: Iterable[Sequence[Any]], *, speak_for: bool) -> list[str]:
    """What speaks for two being one, or against, the weightiest first."""
    table = FOR if speak_for else AGAINST
    return [
        _reason(str(table[what]), what, [str(each) for each in seen])
        for what, weight, *seen in told
        if (weight > 0) == speak_for and what in table and abs(weight) >= 0.3
    ]


def _reason(words_: str, what: str, seen: list[str]) -> str:
    if what == "days differ":
        seen = [words.days(each) for each in seen]
    elif what == "postcode":
        seen = [normal_postcode(each) or each for each in seen]
    elif what == "far":
        seen = [_("%(km)s km") % {"km": seen[0]}]
    elif what in ("near", "apart") and seen and seen[0].isdigit() and len(seen) == 1:
        seen = [_("about %(metres)s m") % {"metres": seen[0]}]
    elif what not in SHOWN:
        seen = []
    return f"{words_} ({' / '.join(seen)})" if seen else words_
