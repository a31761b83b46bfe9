"""Guessing is slow, a library is not locked out, and signing in leads nowhere but here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from commonweal.journal.actor import HOUSE
from commonweal.people import attempts, changes, slips
from commonweal.people.models import Attempt
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db


def code_of(prefix: str, number: int) -> str:
    """A well-formed code that opens nothing, of this prefix."""
    body = prefix + "".join(slips.LETTERS[(number >> shift) % 32] for shift in range(0, 40, 5))
    return body + slips.check_letter(body)


def guess(client: Client, code: str) -> int:
    return client.post("/slip", {"code": code}).status_code


def test_guesses_at_one_prefix_are_stopped_and_other_slips_still_open():
    client = Client()
    _, code = changes.give_slip(HOUSE)
    prefix = next(each for each in ("222", "333") if not code.startswith(each))
    answers = [guess(client, code_of(prefix, number)) for number in range(attempts.MOST_SLIPS_FOR_PREFIX + 2)]
    assert answers == [400] * attempts.MOST_SLIPS_FOR_PREFIX + [429] * 2
    assert guess(client, code) == 200


def test_even_the_right_code_waits_when_its_prefix_was_guessed_at_and_opens_after_a_quarter_of_an_hour():
    client = Client()
    _, code = changes.give_slip(HOUSE)
    prefix = slips.cleaned(code)[: slips.PREFIX]
    for number in range(attempts.MOST_SLIPS_FOR_PREFIX):
        guess(client, code_of(prefix, number))
    waiting = client.post("/slip", {"code": code})
    assert waiting.status_code == 429 and b"Wait 15 minutes" in waiting.content
    Attempt.objects.update(at=timezone.now() - attempts.WINDOW)
    assert guess(client, code) == 200


def test_guesses_from_everywhere_together_stop_those_who_guess_and_nobody_who_holds_a_slip(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_SLIPS", 5)
    monkeypatch.setattr(attempts, "OFTEN", 3)
    guesser, holder = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    _, code = changes.give_slip(HOUSE)
    prefixes = [f"{letter}22" for letter in slips.LETTERS if not code.startswith(f"{letter}22")]
    answers = [guess(guesser, code_of(prefix, 1)) for prefix in prefixes[:7]]
    assert answers == [400] * 5 + [429] * 2
    assert guess(holder, code_of(prefixes[8], 1)) == 400, "a slip of the pen elsewhere"
    assert guess(holder, code) == 200


@pytest.mark.parametrize("address", ["/slip", "/slip/withdraw", "/slip/erase"])
def test_every_page_that_asks_for_a_code_counts_and_is_stopped(address):
    form = {"what": "everything", "sure": "on"}
    answers = [Client().post(address, form | {"code": code_of("222", number)}).status_code for number in range(11)]
    assert answers == [400] * 10 + [429]


def test_a_slip_of_the_pen_is_no_guess_and_says_what_to_look_at():
    _, code = changes.give_slip(HOUSE)
    wrong = ("3" if code[0] == "2" else "2") + code[1:]
    answered = Client().post("/slip", {"code": wrong})
    assert answered.status_code == 400 and b"A letter is missing or wrong" in answered.content
    assert not Attempt.objects.exists()


def test_people_in_one_library_do_not_lock_each_other_out():
    opened = [changes.give_slip(HOUSE)[1] for _ in range(30)]
    assert {guess(Client(REMOTE_ADDR="192.0.2.1"), code) for code in opened} == {200}
    assert not Attempt.objects.exists()


def sign_in(client: Client, email: str, password: str, **more: str) -> object:
    return client.post("/sign-in", {"login": email, "password": password, **more})


def test_passwords_are_guessed_slowly_from_one_machine_and_not_at_all_from_many(make, monkeypatch, settings):
    email = make.account().email
    here, there = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    most = settings.AXES_FAILURE_LIMIT
    answers = [sign_in(here, email, "wrong wrong wrong").status_code for _ in range(most + 1)]
    assert answers == [400] * (most - 1) + [429] * 2
    assert sign_in(here, email.upper(), PASSWORD).status_code == 429  # other capitals are the same person
    assert sign_in(there, email, PASSWORD).status_code == 302
    monkeypatch.setattr(attempts, "MOST_FOR_ADDRESS", most - 1)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.3"), email, PASSWORD).status_code == 429
    Attempt.objects.update(at=timezone.now() - attempts.WINDOW)
    assert sign_in(here, email, PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    assert sign_in(here, email, PASSWORD).status_code == 302


def test_failures_are_kept_as_hashes_and_forgotten_after_a_day(make):
    sign_in(Client(REMOTE_ADDR="192.0.2.1"), "mary@example.org", "wrong wrong wrong")
    kept = str(list(Attempt.objects.values()))
    assert "mary" not in kept and "192.0.2.1" not in kept
    Attempt.objects.update(at=timezone.now() - attempts.KEPT - timedelta(seconds=1))
    sign_in(Client(), "mary@example.org", "wrong wrong wrong")
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/me", "/me"),
        ("/place/wenbeck?x=1", "/place/wenbeck?x=1"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("///elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("\\\\elsewhere.example/", "/"),
        ("http:elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("data:text/html,hello", "/"),
        ("\t//elsewhere.example/", "/"),
        ("/\t/elsewhere.example/", "/"),
    ],
)
def test_signing_in_leads_to_a_path_of_this_house_or_to_the_first_page(make, asked, led):
    for way in ("post", "query"):
        address = "/sign-in" if way == "post" else "/sign-in?" + urlencode_next(asked)
        form = {"login": make.account().email, "password": PASSWORD} | ({"next": asked} if way == "post" else {})
        answered = Client().post(address, form)
        assert (answered.status_code, answered.headers["Location"]) == (302, led), way


def urlencode_next(asked: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"next": asked})


def test_one_machine_cannot_lock_a_person_out_everywhere(make, settings):
    """What is refused unlooked is no guess: however long one machine goes on, others get in."""
    email = make.account().email
    here = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(attempts.MOST_FOR_ADDRESS + 5):
        sign_in(here, email, "wrong wrong wrong")
    assert Attempt.objects.count() == settings.AXES_FAILURE_LIMIT
    assert sign_in(Client(REMOTE_ADDR="192.0.2.2"), email, PASSWORD).status_code == 302
