"""Pictures and sounds that a device kept sealed follow their words by a ticket, and stand open once they are here."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from PIL import Image

from commonweal.core.errors import NotAllowed
from commonweal.listening import sealing, tickets
from commonweal.listening.keep_changes import take_back
from commonweal.listening.models import Media, Voice
from tests.listening.test_capture import contribution, own_keys, place, send

__all__ = ["own_keys", "place"]


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


def sealed_file(data: bytes) -> bytes:
    """As seal.js seals a file."""
    import secrets

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    own, iv = AESGCM.generate_key(256), secrets.token_bytes(12)
    return sealing.MARK + sealing.seal(own).encode() + b"\n" + iv + AESGCM(own).encrypt(iv, data, None)


def upload(client: Client, said: dict, data: bytes, ticket: str):
    head = {"HTTP_UPLOAD_TICKET": ticket}
    about = {
        "client_id": said["client_id"],
        "voice_client_id": said["client_id"],
        "size": len(data),
        "type": "image/jpeg",
    }
    begun = client.post("/listening/media", json.dumps(about), content_type="application/json", **head)
    if begun.status_code != 201:
        return begun
    at = begun.json()["offset"]
    return client.patch(
        f"/listening/media/{begun.json()['id']}",
        data[at:],
        "application/octet-stream",
        HTTP_UPLOAD_OFFSET=str(at),
        **head,
    )


def test_a_picture_that_lay_sealed_on_a_device_follows_its_words_and_stands_open(place, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    said = contribution(files=1)
    ticket = send(client, said).json()["ticket"]
    answer = upload(client, said, sealed_file(photo()), ticket)
    assert answer.status_code == 200 and answer.json()["done"], answer.content
    media = Media.objects.get()
    assert (media.type, media.width, media.voice) == ("image/jpeg", 64, Voice.objects.get())
    assert (settings.MEDIA_ROOT / str(media.pk)).read_bytes()[:2] == b"\xff\xd8"
    assert upload(client, said, sealed_file(photo()), ticket).status_code == 200 and Media.objects.count() == 1


def test_a_ticket_is_for_its_own_voice_and_for_nobody_who_took_it_back(place, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    said, other = contribution(files=1), contribution(files=1)
    ticket, wrong = (send(client, each).json()["ticket"] for each in (said, other))
    assert upload(client, said, photo(), wrong).status_code == 403
    assert upload(client, said, photo(), ticket + "x").status_code == 403
    assert "ticket" not in contribution() and send(client, contribution()).json()["ticket"] == ""
    with pytest.raises(NotAllowed, match="over"):
        tickets.teller_by("nonsense")
    voice = Voice.objects.get(client_id=said["client_id"])
    take_back(voice.teller, [voice])
    assert upload(client, said, photo(), ticket).status_code == 410
    assert not Media.objects.exists()
