"""The licences under which published files may be used, by the key that fact sheets name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """What a licence is called, and where its text stands."""

    name: str
    address: str


LICENCES = {
    "OGL-UK-3.0": Licence(
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "ODbL-1.0": Licence(
        "Open Data Commons Open Database License v1.0", "https://opendatacommons.org/licenses/odbl/1-0/"
    ),
    "OPL-UK-3.0": Licence(
        "Open Parliament Licence v3.0",
        "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    ),
    "CC0-1.0": Licence("Creative Commons CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": Licence("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "unstated": Licence(
        "Licence not stated with the file: ask the publisher before passing it on",
        "https://www.threesixtygiving.org/support/standard/licensing/",
    ),
    "MIT": Licence("MIT Licence", "https://opensource.org/license/mit"),
}
