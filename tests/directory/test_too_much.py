"""What anybody may write, no script can fill the house with; and one who guesses shuts nobody else out."""

from __future__ import annotations

import pytest

from commonweal.directory.models import Opening, Report, Shortlist
from commonweal.directory.opening.changes import suggest
from commonweal.journal.actor import PUBLIC
from commonweal.people import attempts
from tests.makers import PASSWORD


@pytest.fixture
def little(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_WRITTEN_FROM_ONE", 2)


def test_a_passer_by_can_write_only_so_much_in_a_day_and_keeps_the_words(here, little, client, make):
    wrong, missing = f"/service/{here.singing.pk}/wrong", "/place/dale/missing"
    space = f"/place/dale/openings/suggest?at={here.hall.pk}"
    client.post("/list/add", {"service": str(here.singing.pk)})
    assert client.post(wrong, {"words": "It moved."}).status_code == 302
    assert client.post(space, {"use": "Soup on Sundays"}).status_code == 302
    for path, said in ((wrong, {"words": "Again."}), (missing, {"words": "Again."}), (space, {"use": "Again."})):
        page = client.post(path, said)
        assert page.status_code == 400, path
        assert "Much has been written" in page.content.decode() and "Again." in page.content.decode(), path
    assert client.post("/list/share", {"note": ""}).status_code == 429
    assert (Report.objects.count(), Opening.objects.count(), Shortlist.objects.count()) == (1, 1, 0)
    client.login(email=make.account().email, password=PASSWORD)
    assert client.post(wrong, {"words": "I was there."}).status_code == 302


def test_passers_by_together_can_write_only_so_much_in_a_day(here, client, monkeypatch):
    monkeypatch.setattr(attempts, "MOST_WRITTEN_BY_PASSERS_BY", 2)
    path = f"/service/{here.singing.pk}/wrong"
    for number in range(3):
        answered = client.post(path, {"words": "It moved."}, REMOTE_ADDR=f"192.0.2.{number}")
        assert answered.status_code == (302 if number < 2 else 400)


def test_whoever_guesses_addresses_shuts_nobody_else_out(here, client):
    _made, code = suggest(PUBLIC, here.hall, place=here.place, use="Soup")
    for _each in range(12):
        client.get("/opening/told/zzzzzzzzzzzz")
        client.get("/together/by/zzzzzzzzzzzz")
    assert client.get("/opening/told/zzzzzzzzzzzz").status_code == 429
    assert client.get(f"/opening/told/{code}").status_code == 200
    assert client.get("/together/by/yyyyyyyyyyyy").status_code == 404
