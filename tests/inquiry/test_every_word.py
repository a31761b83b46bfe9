"""Every word on the pages of the thread can be translated, or is marked as what somebody said or wrote."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from commonweal.inquiry import changes
from commonweal.people.models import Account
from tests.makers import PASSWORD
from tests.test_words import made_up, offered, reader  # noqa: F401 - fixtures
from tests.unmarked import marking, unmarked


def test_every_word_of_the_thread_can_be_translated(thread, offered):  # noqa: F811
    thread.decide(against="Another leaflet", what="All of it")
    held, done, dropped = (thread.promise(title=f"A lift {each}") for each in ("up", "down", "across"))
    changes.report(thread.teller, held, words="On the way.", state="under_way")
    changes.judge(thread.teller, held, kept=False, words="Slow.")
    changes.report(thread.teller, done, words="It runs.", state="done")
    changes.judge(thread.teller, done, kept=True)
    changes.report(thread.teller, dropped, words="No money.", state="not_done")
    year = timezone.localdate().year
    changes.close_year(thread.steward, place=thread.place, year=year, counts={}, words="A year.", quotes=[thread.quote])
    passer_by, steward = reader("en-XA"), reader("en-XA", _signed_in(thread.steward))
    listener = reader("en-XA", _signed_in(thread.listener))
    for client in (steward, listener):
        client.post("/language", {"language": "en-xa"})
    dale, one = "/place/dale", f"/commitment/{held.pk}"
    found = set()
    with marking() as marks:
        pages = [passer_by.get(f"{dale}/{each}") for each in ("commitments", "decisions", "account", f"account/{year}")]
        pages += [passer_by.get(each) for each in (one, f"/decision/{thread.decision.pk}", f"{one}/steps")]
        pages += [passer_by.get(f"/thread/inquiry.commitment/{held.pk}")]
        pages += [passer_by.post("/slip", {"code": thread.code}), passer_by.post(f"{one}/steps", _opening(thread))]
        pages += [steward.get(f"{dale}/{each}/new") for each in ("commitments", "decisions")]
        pages += [steward.get(f"{dale}/account/{year}/close"), steward.get(f"{dale}/listening/waiting")]
        pages += [
            listener.get(f"/voice/{thread.voice.pk}/answer"),
            listener.post("/slip/script", {"code": thread.code}),
        ]
        for page in pages:
            assert page.status_code == 200, page.request["PATH_INFO"]
            found |= unmarked(page.content.decode(), marks)
    ours = ("inquiry/", "front/account", "journal/", "people/parts/receipts", "people/slip_s", "listening/receiving")
    assert {each for each in found if each[0].startswith(ours)} == set()


def _opening(thread):
    return {"do": "open", "code": thread.code}


def _signed_in(actor):
    client = Client()
    assert client.login(username=Account.objects.get(pk=actor.id).email, password=PASSWORD)
    return client
