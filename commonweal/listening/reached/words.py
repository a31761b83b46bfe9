"""The steps from being asked to being heard, the groups people are counted by, and the ways of reaching out.

Each group names the census columns it is set against, where there are any. A place counts what it wants to: every group
is optional, and whoever would rather not say is counted as having not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: dict[str, Any] = {
    "invited": _("Invited"),
    "replied": _("Said they would come"),
    "came": _("Came"),
    "spoke": _("Spoke"),
}
# The same, as a sentence goes on: "80% of those invited".
OF_STEP: dict[str, Any] = {
    "invited": _("of those invited"),
    "replied": _("of those who said they would come"),
    "came": _("of those who came"),
    "spoke": _("of those who spoke"),
}
HOW: dict[str, Any] = {
    "tally": _("Counted by hand, as people said of themselves"),
    "sheet": _("From a sheet on which people ticked what they liked"),
    "list": _("From the list of those invited"),
    "voices": _("From what people said of themselves with what they gave"),
}
NOT_SAID = "not-said"
AREA, COMMUNITY = "area", "community"
WAYS: dict[str, Any] = {
    "trusted": _("Somebody they trust asks them"),
    "there": _("We go where they already are"),
    "platform": _("A platform or group they already use"),
    "phone": _("By phone or text"),
    "letter": _("By letter or leaflet"),
    "changed": _("We change the time, the place or the way of it"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One way of counting people. `values`: code → words; `census`: code → columns added up; `rest`: what is left."""

    label: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    census: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bottom: str = ""
    of: Any = ""
    rest: str = ""  # the value that is the whole less the others


def _columns(table: str, first: int, last: int) -> tuple[str, ...]:
    return tuple(f"census2021.{table}_{number:02}" for number in range(first, last + 1))


EVERYONE = _("everyone")
GROUPS: dict[str, Group] = {
    "age": Group(
        _("Age"),
        {
            "0-14": _("Under 15"),
            "15-24": _("15 to 24"),
            "25-44": _("25 to 44"),
            "45-64": _("45 to 64"),
            "65-84": _("65 to 84"),
            "85": _("85 or more"),
        },
        {
            "0-14": _columns("ts007a", 1, 3),
            "15-24": _columns("ts007a", 4, 5),
            "25-44": _columns("ts007a", 6, 9),
            "45-64": _columns("ts007a", 10, 13),
            "65-84": _columns("ts007a", 14, 17),
            "85": _columns("ts007a", 18, 18),
        },
        "census2021.ts007a_00",
        EVERYONE,
    ),
    "sex": Group(
        _("Sex"),
        {"female": _("Women and girls"), "male": _("Men and boys"), "other": _("Another answer")},
        {"female": _columns("ts008", 1, 1), "male": _columns("ts008", 2, 2)},
        "census2021.ts008_00",
        EVERYONE,
    ),
    "ethnicity": Group(
        _("Ethnic group"),
        {
            "asian": _("Asian and Asian British people"),
            "black": _("Black, Black British, Caribbean and African people"),
            "mixed": _("People of mixed or multiple ethnic groups"),
            "white": _("White people"),
            "other": _("People of another ethnic group"),
        },
        {
            "asian": _columns("ts021", 1, 1),
            "black": _columns("ts021", 7, 7),
            "mixed": _columns("ts021", 11, 11),
            "white": _columns("ts021", 16, 16),
            "other": _columns("ts021", 22, 22),
        },
        "census2021.ts021_00",
        EVERYONE,
    ),
    "language": Group(
        _("First language"),
        {"english": _("English"), "another": _("Another language")},
        {"another": _columns("ts029", 2, 2)},
        "census2021.ts029_00",
        _("everyone of 3 or more"),
        rest="english",
    ),
    "disability": Group(
        _("Disability"),
        {"disabled": _("Disabled people"), "not": _("People who are not disabled")},
        {"disabled": _columns("ts038", 1, 1)},
        "census2021.ts038_00",
        EVERYONE,
        rest="not",
    ),
    "carers": Group(
        _("Caring"),
        {"carer": _("People who care for somebody, unpaid"), "not": _("People who do not")},
        {"carer": ("census2021.ts039_02", "census2021.ts039_05", "census2021.ts039_08")},
        "census2021.ts039_00",
        _("everyone of 5 or more"),
        rest="not",
    ),
    AREA: Group(_("Neighbourhood"), {}, {}, "census2021.ts007a_00", EVERYONE),
    COMMUNITY: Group(_("Communities, as people name them")),
}
