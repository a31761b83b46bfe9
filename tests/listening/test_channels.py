"""Each person's channel is asked once and honoured: one way, no other, sealed, and gone with them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils.translation import gettext_lazy

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.journal.actor import FACE, HOUSE
from commonweal.listening import channels
from commonweal.listening.changes import record_voice
from commonweal.listening.channels import changes, messages, queries, seals, sending
from commonweal.listening.models import ChannelChoice, Told
from commonweal.listening.receiving.changes import answer_voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import ReadLog
from commonweal.places.changes import make_place
from tests.makers import PASSWORD
from tests.people import fake_notify

NUMBER = "07700 900123"
MOVED = "listening.moved"
FACTS = {"address": "http://example.org/slip"}


@pytest.fixture
def dale(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A dale", invented=True)


@pytest.fixture
def slip(dale):
    return give_slip(HOUSE, place=str(dale.pk))


@pytest.fixture
def bo(slip):
    return actors.of_contributor(slip[0])


@pytest.fixture
def notify(settings):
    with fake_notify.serving() as serving:
        settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = fake_notify.KEY, fake_notify.TEMPLATE
        settings.NOTIFY_ADDRESS = serving.address
        yield serving


def send(person, django_capture_on_commit_callbacks, **told):
    with django_capture_on_commit_callbacks(execute=True):
        told = channels.send(person, MOVED, **FACTS, **told)
    told.refresh_from_db()
    return told


def test_a_text_goes_to_whoever_chose_texts_and_the_number_stands_nowhere_in_the_clear(
    bo, dale, notify, django_capture_on_commit_callbacks
):
    changes.choose_channel(bo, channel="text", reach=NUMBER, place=dale)
    told = send(bo, django_capture_on_commit_callbacks)
    assert (told.state, told.channel, told.place) == (Told.SENT, "text", dale)
    assert notify.sent[0]["phone_number"] == "+447700900123"
    assert "http://example.org/slip" in notify.sent[0]["personalisation"]["words"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "7700900123" not in repr(cursor.fetchall()), table


def test_another_way_than_the_one_chosen_is_refused(bo):
    with pytest.raises(NotAllowed, match="not asked yet"):
        channels.send(bo, MOVED, by="text", **FACTS)
    changes.choose_channel(bo, channel="letter", reach="1 Mill Lane, Dale")
    with pytest.raises(NotAllowed, match=r"\(letter\), and it is not this"):
        channels.send(bo, MOVED, by="text", **FACTS)
    assert not Told.objects.exists()


def test_whoever_was_not_asked_or_wants_nothing_is_told_nothing_and_that_is_kept(bo, make):
    assert channels.send(bo, MOVED, **FACTS).state == Told.NOT
    changes.choose_channel(bo, channel="none")
    assert channels.send(bo, MOVED, **FACTS).state == Told.NOT
    assert mail.outbox == []


def test_a_letter_by_e_mail_goes_to_an_accounts_own_address_or_to_the_one_given(
    bo, make, django_capture_on_commit_callbacks
):
    account = make.account()
    ann = actors.of_account(account)
    changes.choose_channel(ann, channel="email")
    changes.choose_channel(bo, channel="email", reach="Bo@example.org")
    for person, address in ((ann, account.email), (bo, "bo@example.org")):
        assert send(person, django_capture_on_commit_callbacks).state == Told.SENT
        assert mail.outbox[-1].to == [address] and "Something has come of what you told us" in mail.outbox[-1].body


def test_phone_letter_and_face_wait_for_a_helper_whose_look_is_written_down(bo, dale, make):
    helper = make.person(link_worker=dale)
    changes.choose_channel(bo, channel="phone", reach="01632 960099", language="ur", place=dale)
    told = channels.send(bo, MOVED, **FACTS)
    assert told.state == Told.WAITS
    (row,) = queries.to_tell(helper, dale)
    assert (row.reach, row.language, row.channel) == ("01632 960099", "ur", "phone") and "come of" in row.words
    assert ReadLog.objects.filter(person_id=bo.id, who_id=helper.id).exists()
    with pytest.raises(NotAllowed, match="Only a helper of this place"):
        changes.say_told(make.person(), told)
    changes.say_told(helper, told)
    assert queries.to_tell(helper, dale) == []
    with pytest.raises(Clash):
        changes.say_told(helper, told)


def test_what_could_not_be_sent_is_on_the_helpers_list(bo, dale, notify, make, django_capture_on_commit_callbacks):
    notify.answers = (500, "Exception", "Internal server error")
    changes.choose_channel(bo, channel="text", reach=NUMBER, place=dale)
    assert send(bo, django_capture_on_commit_callbacks).state == Told.FAILED
    (row,) = queries.to_tell(make.person(link_worker=dale), dale)
    assert row.failed and row.reach == "+447700900123"


def test_nothing_goes_out_to_somebody_who_chose_otherwise_before_it_went(bo, notify):
    changes.choose_channel(bo, channel="text", reach=NUMBER)
    told = channels.send(bo, MOVED, **FACTS)
    changes.choose_channel(bo, channel="none")
    assert not sending.deliver(told) and notify.sent == []


def test_a_message_has_words_and_every_gap_is_filled(bo):
    changes.choose_channel(bo, channel="none")
    with pytest.raises(RuntimeError, match="register it"):
        channels.send(bo, "nothing.known")
    messages.register("test.counted", gettext_lazy("Read"))
    assert messages.said("test.counted", {}) == "Read"
    with pytest.raises(KeyError):
        channels.send(bo, MOVED, many=3)


@pytest.mark.parametrize(
    ("channel", "said", "sentence"),
    [
        ("text", {"reach": "12"}, "not a UK mobile"),
        ("phone", {"reach": "12"}, "the number that somebody is to ring"),
        ("letter", {}, "the address that the letter goes to"),
        ("email", {"reach": "nobody"}, "not an e-mail address"),
        ("face", {}, "Name the person"),
        ("pigeon", {}, "Choose how"),
    ],
)
def test_where_somebody_is_reached_is_said(bo, channel, said, sentence):
    with pytest.raises(Invalid, match=sentence):
        changes.choose_channel(bo, channel=channel, **said)


def test_choosing_otherwise_forgets_the_number(bo):
    changes.choose_channel(bo, channel="text", reach=NUMBER)
    changes.choose_channel(bo, channel="face", worker="Tom", reach=NUMBER)
    held = ChannelChoice.objects.get()
    assert (held.reach, held.worker) == ("", "Tom")
    changes.forget_channel(bo)
    assert queries.chosen(bo) is None


def test_only_the_person_or_a_helper_of_their_place_chooses(bo, dale, make):
    elsewhere = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    here, there = make.person(link_worker=dale), make.person(link_worker=elsewhere)
    changes.choose_channel(actors.for_somebody(here, bo, channel=FACE), channel="none")
    with pytest.raises(NotAllowed):
        changes.choose_channel(actors.for_somebody(there, bo, channel=FACE), channel="none")


def test_somebody_erased_is_reached_no_more_and_nothing_of_it_is_kept(bo):
    changes.choose_channel(bo, channel="email", reach="bo@example.org")
    channels.send(bo, MOVED, **FACTS)
    erase_person(bo, bo)
    assert not ChannelChoice.objects.exists() and not Told.objects.exists()


def test_a_seal_is_opened_by_nobody_else_and_never_twice_the_same():
    first, second = seals.sealed("01632"), seals.sealed("01632")
    assert first != second and seals.opened(first) == "01632" and seals.sealed("") == ""
    assert seals.opened(first[:-3] + "abc") == "" and seals.opened("nonsense") == ""


def test_a_person_chooses_by_code_or_account_and_a_wrong_code_opens_nothing(slip, bo, make):
    client = Client()
    assert "asked once" in client.get("/my-channel").content.decode()
    sent = {"channel": "phone", "reach": "01632 960099", "language": "en", "code": slip[1]}
    page = client.post("/my-channel", sent).content.decode()
    assert "Kept: phone." in page and slip[1] not in page and "960099" not in page
    assert queries.chosen(bo).channel == "phone"
    wrong = client.post("/my-channel", sent | {"code": "7KQM-2XWD-9FAB"})
    assert wrong.status_code == 400
    assert "Type the number" in client.post("/my-channel", {"channel": "text", "code": slip[1]}).content.decode()
    account, other = make.account(), Client()
    other.login(username=account.email, password=PASSWORD)
    assert "Kept: e-mail." in other.post("/my-channel", {"channel": "email", "language": "en"}).content.decode()
    assert account.email in other.get("/my-channel").content.decode()
    assert "how you are told" in other.get("/me.json").content.decode()


def test_helpers_see_whom_to_tell_and_nobody_else_does(bo, dale, make):
    changes.choose_channel(bo, channel="face", worker="Tom from the surgery", place=dale)
    told = channels.send(bo, MOVED, **FACTS)
    account, client = make.account(link_worker=dale), Client()
    client.login(username=account.email, password=PASSWORD)
    assert "Tom from the surgery" in client.get("/place/dale/to-tell").content.decode()
    assert Client().get("/place/dale/to-tell").status_code == 403
    assert Client().post(f"/told/{told.pk}/said").status_code == 403
    assert client.post(f"/told/{told.pk}/said").status_code == 302
    assert "Nobody waits to be told" in client.get("/place/dale/to-tell").content.decode()


def test_whoever_is_answered_is_told_in_their_way_that_there_is_something_and_never_what(
    bo, dale, notify, make, django_capture_on_commit_callbacks
):
    changes.choose_channel(bo, channel="text", reach=NUMBER, place=dale)
    voice = record_voice(bo, place=dale, kind="story", words="The hall is cold", agreed=["listen"])
    with django_capture_on_commit_callbacks(execute=True):
        answer_voice(make.person(listener=dale), voice, words="The boiler was mended")
    (sent,) = notify.sent
    words = sent["personalisation"]["words"]
    assert "/slip" in words and "hall" not in words and "boiler" not in words
