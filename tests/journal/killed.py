"""A process that makes changes as fast as it can, until it is killed. Run by test_kill.py with the test's database."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connections

    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = os.environ["KILLED_DATABASE"]

    from commonweal.journal.actor import HOUSE
    from commonweal.people import changes

    print("ready", flush=True)
    for number in range(10_000):
        # Several tables in one change, so that there is a middle to be killed in.
        wording = changes.set_wording(
            HOUSE, purpose="listen", words=f"w{number}", once=f"{sys.argv[1]}-{number}", why="w"
        )
        contributor, _code = changes.give_slip(HOUSE)
        from commonweal.people.actors import of_contributor

        person = of_contributor(contributor)
        changes.give_consent(person, person, wording=wording, channel="online")
        print("made", flush=True)


if __name__ == "__main__":
    main()
