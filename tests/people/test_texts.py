"""Texts through GOV.UK Notify: signed as it asks, and every refusal a sentence that does not repeat the number."""

from __future__ import annotations

import pytest

from commonweal.core.errors import Invalid
from commonweal.people import texts
from tests.people import fake_notify

NUMBER = "+447700900123"


@pytest.fixture
def notify(settings):
    """A Notify of our own, and an installation with a key for it."""
    with fake_notify.serving() as serving:
        settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = fake_notify.KEY, fake_notify.TEMPLATE
        settings.NOTIFY_ADDRESS = serving.address
        yield serving


def test_a_text_is_signed_and_names_our_template_and_its_words(notify):
    texts.send(NUMBER, "Tea on Monday")
    assert notify.sent == [
        {"phone_number": NUMBER, "template_id": fake_notify.TEMPLATE, "personalisation": {"words": "Tea on Monday"}}
    ]


def test_without_a_key_or_a_template_no_texts_are_offered(settings):
    for key, template in (("", "x"), (fake_notify.KEY, ""), ("not-a-key", "x")):
        settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = key, template
        assert not texts.ready()
        with pytest.raises(texts.NotSent, match="not set up here"):
            texts.send(NUMBER, "Tea")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((400, "BadRequestError", "Can't send to this recipient using a team-only API key"), "its own team only"),
        ((400, "BadRequestError", "Can't send to this recipient when service is in trial mode"), "its own team only"),
        ((400, "ValidationError", f"phone_number {NUMBER} Not a UK mobile number"), "cannot send to this number"),
        ((400, "BadRequestError", "Missing personalisation: name"), "does not take our template"),
        ((400, "BadRequestError", "Template not found"), "does not take our template"),
        ((403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds"), "clock is wrong"),
        ((403, "AuthError", "Invalid token: API key not found"), "does not take this site’s key"),
        (
            (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
            "Wait a minute",
        ),
        ((429, "TooManyRequestsError", "Exceeded send limits (250) for today"), "may be sent today"),
        ((500, "Exception", "Internal server error"), "has a fault at the moment"),
    ],
)
def test_each_refusal_is_a_sentence_somebody_can_act_on(notify, caplog, answer, sentence):
    notify.answers = answer
    with pytest.raises(texts.NotSent, match=sentence) as refused:
        texts.send(NUMBER, "Tea")
    assert "900123" not in refused.value.sentence + caplog.text


def test_a_wrong_secret_is_refused_as_notify_refuses_it(notify, settings):
    settings.NOTIFY_KEY = fake_notify.KEY[:-1] + "f"
    with pytest.raises(texts.NotSent, match="does not take this site’s key"):
        texts.send(NUMBER, "Tea")


def test_silence_and_an_address_that_nobody_answers_are_said(notify, settings, monkeypatch):
    notify.slow = 0.3
    monkeypatch.setattr(texts, "TIMEOUT", 0.05)
    with pytest.raises(texts.NotSent, match="does not answer"):
        texts.send(NUMBER, "Tea")
    settings.NOTIFY_ADDRESS = "http://127.0.0.1:9"
    with pytest.raises(texts.NotSent, match="does not answer"):
        texts.send(NUMBER, "Tea")


def test_an_answer_that_is_no_answer_is_a_fault_of_theirs(notify):
    notify.answers = (502, "", "")
    with pytest.raises(texts.NotSent, match="has a fault"):
        texts.send(NUMBER, "Tea")


@pytest.mark.parametrize(
    "typed", ["07700 900 123", "+44 7700 900123", "0044 7700-900123", "447700900123", "(07700) 900123"]
)
def test_a_mobile_number_is_known_however_it_is_written(typed):
    assert texts.number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "01632 960123", "07700", "+1 202 555 0123", "Bo", "07700 900 1234"])
def test_what_is_no_uk_mobile_number_is_refused_with_one_that_is(typed):
    with pytest.raises(Invalid, match="07700 900 123"):
        texts.number(typed)
