"""An installation with a real address stands up to Django's own list of what to look at before opening."""

from __future__ import annotations

from tests.config.conftest import Installation


def test_a_public_address_leaves_nothing_to_warn_of(installation: Installation):
    installation.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own, for their browser
    check = "from django.core.management import call_command as c; c('check', deploy=True, fail_level='WARNING')"
    said = installation.does(check, COMMONWEAL_SITE="https://commonweal.example.org")
    assert "no issues" in said


def test_letters_are_kept_as_files_until_a_server_is_named(installation: Installation):
    show = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_USE_TLS)"
    assert "commonweal.people.letters.Files" in installation.does(show)
    named = installation.does(show, COMMONWEAL_MAIL_HOST="mail.example.org")
    assert "smtp.EmailBackend True" in named


def test_roles_are_given_asked_for_listed_and_ended_at_the_command_line(installation: Installation):
    installation.good("account", "open", "ruth@example.org", "--name", "Ruth", read="a long password indeed\n")
    role = ["--role", "administrator"]
    assert "until the end of 2099" in installation.good(
        "account", "grant", "ruth@example.org", *role, "--until", "2099-12-31"
    )
    asked = ["account", "invite", "sam@example.org", *role, "--until", "2099-12-31", "--why", "To help."]
    assert "/invitation/" in installation.good(*asked)
    assert "ruth@example.org" in installation.good("account", "list")
    assert "no longer" in installation.good("account", "end", "ruth@example.org", *role)
    assert "Nobody holds a role" in installation.good("account", "list")
    refused = installation.run("account", "grant", "ruth@example.org", *role, "--until", "tomorrow")
    assert refused.stderr == "Write the last day as year, month, day: 2027-03-31.\n"
