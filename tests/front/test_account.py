"""A place's account of a year: counts that stay honest and point at nobody, promises kept and not, on paper too."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from commonweal.core.errors import NotAllowed, NotFound
from commonweal.front import account
from commonweal.front.account import folded
from commonweal.inquiry import changes
from commonweal.inquiry.models import YearAccount
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening.changes import record_voice, take_back_use
from commonweal.listening.keep_changes import take_back
from commonweal.people import actors, receipts
from commonweal.people.changes import give_slip
from commonweal.people.models import Account
from tests.inquiry.conftest import thread  # noqa: F401 - a fixture
from tests.makers import PASSWORD

YEAR = timezone.localdate().year


def speak(place, many, **told):
    out = []
    for number in range(many):
        slip, _code = give_slip(HOUSE, place=str(place.pk))
        person = actors.of_contributor(slip)
        told = {"kind": "story", "agreed": ["listen", "quote"]} | told
        words = f"Quillwort number {number} of mine"
        out.append((person, record_voice(person, place=place, words=words, given_on=date(YEAR, 1, 2), **told)))
    return out


def test_fewer_than_five_are_not_told_and_cannot_be_worked_out():
    assert folded([(2, "walk"), (1, "story")]) == []
    assert folded([(9, "story"), (1, "walk")]) == [(10, "all together")]
    for counted in ([(30, "a"), (7, "b"), (3, "c")], [(8, "a"), (4, "b"), (4, "c")], [(5, "a"), (5, "b")]):
        told = folded(counted)
        assert sum(many for many, _name in told) == sum(many for many, _name in counted)
        assert all(many >= 5 for many, _name in told)


def test_few_voices_are_few_and_not_a_number(thread, client):  # noqa: F811
    told = account.whole(PUBLIC, thread.place, YEAR)
    assert told.voices is None and told.people is None and told.by_kind == ()
    page = client.get(f"/place/dale/account/{YEAR}").content.decode()
    assert "Fewer than five things were said" in page


def test_what_was_taken_back_is_still_counted_where_it_points_at_nobody(thread):  # noqa: F811
    spoken = speak(thread.place, 7)
    before = account.whole(PUBLIC, thread.place, YEAR)
    assert before.voices == 8
    take_back(spoken[0][0], [spoken[0][1]])
    after = account.whole(PUBLIC, thread.place, YEAR)
    assert after.voices == 8 and after.people == 7 and after.taken_back is None, "one is too few to be told"


def test_what_was_decided_done_and_not_done_stands_with_its_becauses(thread, client):  # noqa: F811
    thread.decide()
    done, dropped, late = (thread.promise(title=each) for each in ("A lamp", "A bus", "A lift"))
    changes.report(thread.teller, done, words="It burns.", state="done")
    changes.report(thread.teller, dropped, words="The money went.", state="not_done")
    changes.judge(thread.teller, late, kept=False)
    told = account.whole(PUBLIC, thread.place, YEAR)
    assert [row.title for row in told.done] == ["A lamp"] and told.not_done[0].why == "The money went."
    assert [row.title for row in told.open] == ["A lift"] and told.decisions[0].title == "Repair the lift first"
    assert "The lift in Mill House" in told.done[0].because
    assert account.whole(PUBLIC, thread.place, YEAR - 1).decisions == ()
    page = client.get(f"/place/dale/account/{YEAR}").content.decode()
    for words in ("A lamp", "The money went.", "Not kept, says its resident.", "cannot say who is missing"):
        assert words in page


def test_a_steward_closes_a_year_and_its_numbers_and_lines_are_kept(thread, client):  # noqa: F811
    speak(thread.place, 6)
    with pytest.raises(NotAllowed, match="Only a steward"):
        changes.close_year(thread.listener, place=thread.place, year=YEAR, counts={})
    assert client.get(f"/place/dale/account/{YEAR}/close").status_code == 403
    assert client.login(username=Account.objects.get(pk=thread.steward.id).email, password=PASSWORD)
    told = {"words": "We were slow.", "handed_over": "", "quotes": [str(thread.quote.pk)]}
    assert client.post(f"/place/dale/account/{YEAR}/close", told).status_code == 302
    kept = YearAccount.objects.get()
    assert kept.counts["voices"] == 7 and kept.words == "We were slow."
    page = client.get(f"/place/dale/account/{YEAR}").content.decode()
    assert "The lift in Mill House" in page and "As it stood when it was closed" in page
    row = receipts.receipts(thread.teller)[0]
    assert "counted" in [step.stage for step in row.steps]
    take_back_use(thread.teller, thread.voice, use="quote")
    assert account.whole(PUBLIC, thread.place, YEAR).quotes == (), "no longer agreed to, no longer shown"


def test_the_years_are_listed_and_a_year_that_never_was_is_not_there(thread, client):  # noqa: F811
    assert client.get("/place/dale/account.json").json()["years"][0]["year"] == YEAR
    with pytest.raises(NotFound):
        account.whole(PUBLIC, thread.place, YEAR + 1)
    assert client.get("/place/dale/account/1066").status_code == 404
    assert client.get(f"/place/dale/account/{YEAR}.json").json()["told"]["year"] == YEAR


def test_it_is_set_on_paper_tagged_for_those_who_listen(thread, client):  # noqa: F811
    thread.decide()
    thread.promise()
    speak(thread.place, 6)
    answered = client.get(f"/place/dale/account/{YEAR}.pdf")
    assert answered.status_code == 200 and answered["Content-Type"] == "application/pdf"
    assert answered.content.startswith(b"%PDF") and b"/StructTreeRoot" in answered.content
