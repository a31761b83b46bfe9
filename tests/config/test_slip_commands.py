"""Slips and erasing at the command line."""

from __future__ import annotations

import json

from tests import ready_made


def test_slips_are_given_and_looked_up_and_an_account_is_erased(installation, tmp_path):
    ready_made.copy(ready_made.with_demo(), installation.folder)
    sheet = tmp_path / "sheet.html"
    given = json.loads(
        installation.good("slip", "give", "--place", "wenbeck", "--count", "2", "--to", str(sheet), "--json")
    )
    assert len(given["codes"]) == 2 and all(code in sheet.read_text() for code in given["codes"])
    assert sheet.stat().st_mode & 0o077 == 0 and "<svg" in sheet.read_text()
    again = installation.run("slip", "give", "--place", "wenbeck", "--to", str(sheet))
    assert again.returncode == 1 and "is there already" in again.stderr
    said = installation.good("slip", "status", read=given["codes"][0] + "\n")
    assert "in Wenbeck. Nothing has come of it yet." in said and "Agreed to nothing." in said
    assert "a letter is missing or wrong" in installation.run("slip", "status", read="ABC\n").stderr
    # The invented place has been asked already: these are new words.
    assert "version 2 (en)" in installation.good("slip", "words", "quote", read="May we quote a line of yours?\n")
    installation.good("account", "open", "ruth@example.org", "--name", "Ruthless", read="a long password indeed\n")
    assert "Nothing was changed." in installation.run("account", "erase", "ruth@example.org", read="n\n").stderr
    assert "ruth@example.org is erased." in installation.good("account", "erase", "ruth@example.org", "--yes")
    assert "Nobody here signs in as" in installation.run("account", "erase", "ruth@example.org", "--yes").stderr
