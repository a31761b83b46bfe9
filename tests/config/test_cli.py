"""The console command: answers for people and for programs, refusals in one sentence."""

from __future__ import annotations

import json

import commonweal
from commonweal.config import say
from commonweal.config.variables import VARIABLES
from tests.config.conftest import Installation


def test_it_says_its_version_to_people_and_to_programs(installation):
    assert installation.good("version") == f"Commonweal {commonweal.__version__}\n"
    assert json.loads(installation.good("version", "--json")) == {"version": commonweal.__version__}


def test_every_setting_is_listed_and_no_secret_is_shown(installation):
    url = "postgresql://cw_web:very-secret@127.0.0.1/commonweal"
    for words in (["settings"], ["settings", "--json"]):
        said = installation.good(*words, COMMONWEAL_DATABASE_URL=url)
        assert "very-secret" not in said
        assert all(variable.name in said for variable in VARIABLES)


def test_help_lists_the_commands_of_the_rooms_too(installation):
    said = installation.good("--help")
    assert all(word in said for word in ("migrate", "serve", "backup", "restore", "account", "settings"))


def test_an_account_is_opened_and_its_password_is_never_an_argument(installation):
    words = ["account", "open", "ruth@example.org", "--name", "Ruth", "--administrator", "--json"]
    made = json.loads(installation.good(*words, read="a long password indeed\n"))
    assert made["email"] == "ruth@example.org"
    assert "new password" in installation.good("account", "password", "Ruth@example.org", read="another long one\n")
    check = (
        "from django.contrib.auth import authenticate as a\n"
        "from commonweal.people.rules import administers; from commonweal.people.actors import of_account\n"
        "found = a(username='ruth@example.org', password='another long one')\n"
        "print(bool(found) and administers(of_account(found)), a(username='ruth@example.org', password='a long one'))"
    )
    assert installation.does(check).splitlines()[-1] == "True None"


def test_what_the_house_will_not_do_is_one_sentence_on_the_error_stream(installation):
    refused = installation.run("account", "open", "ruth", "--name", "Ruth", "--json", read="a long password indeed\n")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "This is not an e-mail address. It looks like name@example.org.\n"
    refused = installation.run("account", "password", "nobody@example.org", read="a long password indeed\n")
    assert (refused.returncode, refused.stderr) == (1, "Nobody here signs in as nobody@example.org.\n")


def test_a_password_that_is_not_given_is_asked_for(installation):
    refused = installation.run("account", "open", "ruth@example.org", "--name", "Ruth")
    assert refused.stderr == "Type the password when asked, or give it as the first line of input.\n"


def test_an_empty_database_is_said_plainly(tmp_path):
    empty = Installation(tmp_path / "var")
    refused = empty.run("account", "password", "ruth@example.org", read="a long password indeed\n")
    assert refused.returncode == 1
    assert refused.stderr == "The database is not up to date. Run `commonweal migrate` first.\n"


def test_a_database_that_does_not_answer_is_said_plainly(installation):
    url = "postgresql://cw_web@127.0.0.1:1/commonweal"
    refused = installation.run("account", "password", "ruth@example.org", COMMONWEAL_DATABASE_URL=url)
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1


def test_a_file_that_is_no_database_is_said_plainly(installation):
    for path in installation.folder.glob("commonweal.sqlite3*"):
        path.unlink()
    (installation.folder / "commonweal.sqlite3").write_bytes(b"holiday pictures " * 999)
    refused = installation.run("place", "list")
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "damaged or is something else" in refused.stderr


def test_a_folder_that_cannot_be_used_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("in the way")
    refused = Installation(tmp_path / "file" / "var").run("migrate")
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1, refused.stderr


def test_unknown_is_a_word(capsys):
    say.answer([{"name": "Wenbeck", "people": None, "invented": True}], as_json=False)
    said = capsys.readouterr().out
    assert "not known" in said
    assert "yes" in said
    say.answer({"people": None}, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"people": None}


def test_markup_in_a_sentence_is_shown_as_it_is(capsys):
    try:
        say.stop("Nobody is called [red]Ruth[/red].")
    except SystemExit as end:
        assert end.code == 1
    assert capsys.readouterr().err == "Nobody is called [red]Ruth[/red].\n"
