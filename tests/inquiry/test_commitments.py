"""Promises with two owners: who makes, confirms, reports and judges; and what everybody sees of it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.inquiry import changes, queries
from commonweal.inquiry.models import Commitment
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.refs import Ref
from commonweal.people.changes import grant_role
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account
from commonweal.people.roles import ORGANISATION
from tests.inquiry.conftest import DAY
from tests.makers import PASSWORD


def test_there_is_no_promise_without_two_owners(thread, make):
    elsewhere = make.person()
    for nobody in (PUBLIC, HOUSE, elsewhere):
        with pytest.raises(Invalid):
            thread.promise(resident=nobody, confirmed=False)
    assert not Commitment.objects.exists()


def test_only_stewards_and_facilitators_write_promises_and_decisions_down(thread, make):
    thread.steward = thread.listener
    with pytest.raises(NotAllowed, match="steward, facilitator"):
        thread.decide()
    with pytest.raises(NotAllowed, match="steward, facilitator"):
        thread.promise()
    thread.steward = make.person(facilitator=thread.place)
    thread.decide()
    assert thread.promise().decision == thread.decision


def test_nobody_else_sees_a_promise_before_its_resident_has_confirmed_it(thread, make, client):
    held = thread.promise(confirmed=False)
    assert not queries.wall(PUBLIC, thread.place).waiting
    assert client.get(f"/commitment/{held.pk}").status_code == 404
    assert queries.wall(thread.steward, thread.place).waiting and queries.commitment(thread.teller, str(held.pk))
    with pytest.raises(NotAllowed, match="Only the resident"):
        changes.confirm(thread.steward, held)
    changes.confirm(thread.teller, held, called="Ama, Mill House")
    row = queries.wall(PUBLIC, thread.place).open[0]
    assert row.resident == "Ama, Mill House" and row.body == "Dale Council"
    assert b"Ama, Mill House" in client.get(f"/commitment/{held.pk}").content


def test_either_owner_says_how_it_goes_and_nobody_else(thread, make):
    held = thread.promise()
    officer = make.account()
    grant_role(HOUSE, officer, role="provider", scope_kind=ORGANISATION, scope_id=str(thread.body.pk))
    from commonweal.people import actors

    body = actors.of_account(officer)
    assert changes.report(thread.teller, held, words="The engineer came once.").said_by == "resident"
    assert changes.report(body, held, words="Parts are ordered.", state="under_way").said_by == "body"
    held.refresh_from_db()
    assert held.state == Commitment.UNDER_WAY
    with pytest.raises(NotAllowed, match="two owners"):
        changes.report(thread.listener, held, words="I think it is fine.")


@pytest.mark.parametrize("state", list(Commitment.NEXT))
def test_a_promise_moves_only_as_the_table_says(thread, state):
    held = thread.promise()
    if state != Commitment.PROMISED:
        changes.report(thread.teller, held, words="On the way.", state=state)
    for then in Commitment.NEXT:
        allowed = then in Commitment.NEXT[state]
        if allowed:
            Commitment(state=state)
            continue
        with pytest.raises(Clash):
            changes.report(thread.teller, held, words="On the way.", state=then)


def test_what_was_not_done_says_why_and_what_is_overdue_stands_first(thread):
    late, done, dropped = (thread.promise(title=each) for each in ("Late", "Done", "Dropped"))
    thread.promise(title="Soon", by=timezone.localdate())
    changes.report(thread.teller, done, words="It runs again.", state="done")
    changes.report(thread.teller, dropped, words="The money went to the roof.", state="not_done")
    _days_ago(late, 9)
    wall = queries.wall(PUBLIC, thread.place)
    assert [row.title for row in wall.every] == ["Late", "Soon", "Done", "Dropped"]
    assert wall.overdue[0].days_over == 9 and wall.not_done[0].why == "The money went to the roof."
    assert queries.counts_in(thread.place)["overdue"] == 1


def test_the_resident_may_say_not_kept_whatever_the_body_says_and_it_shows(thread, client):
    held = thread.promise()
    with pytest.raises(Clash, match="Nobody has said that it is done"):
        changes.judge(thread.teller, held, kept=True)
    changes.report(thread.steward, held, words="It was repaired.", state="done")
    with pytest.raises(NotAllowed, match="Only the resident"):
        changes.judge(thread.steward, held, kept=True)
    changes.judge(thread.teller, held, kept=False, words="It broke again the next day.")
    page = client.get("/place/dale/commitments").content.decode()
    assert "Not kept, says its resident." in page and "It broke again the next day." in page


def test_a_resident_with_a_slip_confirms_reports_and_judges_by_its_code(thread, client):
    held = thread.promise(confirmed=False)
    address = f"/commitment/{held.pk}/steps"
    assert b"Mend the lift" not in client.get(address).content
    wrong = client.post(address, {"do": "open", "code": "2222-2222-2222"})
    assert wrong.status_code == 400 and b"Mend the lift" not in wrong.content
    opened = client.post(address, {"do": "open", "code": thread.code})
    assert opened.status_code == 200 and b"Do you stand behind it?" in opened.content
    sealed = opened.context["person"]
    assert client.post(address, {"do": "confirm", "person": sealed, "called": "Ama"}).status_code == 400
    assert client.post(address, {"do": "confirm", "person": sealed, "called": "Ama", "sure": "on"}).status_code == 302
    assert client.post(address, {"do": "report", "person": sealed, "words": "Nobody came."}).status_code == 302
    told = {"do": "judge", "person": sealed, "kept": "no", "verdict": "Still broken."}
    assert client.post(address, told).status_code == 302
    held.refresh_from_db()
    assert held.called == "Ama" and held.kept is False and held.progress.get().said_by == "resident"
    other = thread.promise(title="Another", confirmed=False)
    refused = client.post(f"/commitment/{other.pk}/steps", {"do": "confirm", "person": sealed, "sure": "on"})
    assert refused.status_code == 400, "a sealed note is for one promise"


def test_a_steward_writes_down_a_decision_and_a_promise_on_their_pages(thread, client):
    account = Account.objects.get(pk=thread.steward.id)
    assert client.login(username=account.email, password=PASSWORD)
    quote = f"listening.quote/{thread.quote.pk}"
    page = client.get(f"/place/dale/decisions/new?because={quote}&because=listening.voice/{thread.voice.pk}")
    body = page.content.decode()
    assert f'value="{quote}" checked' in body and f"/thread/listening.voice/{thread.voice.pk}" in body
    told = {"title": "Lifts first", "on": str(timezone.localdate()), "by_whom": "All of us", "because": quote}
    made = client.post("/place/dale/decisions/new", told)
    assert made.status_code == 302
    whole = client.get(made["Location"]).context["whole"]
    assert [each.sort for each in whole.because] == ["voice"] and "The lift in Mill House" in whole.because[0].title
    told = {"title": "Mend it", "by": str(timezone.localdate() + 9 * DAY), "body": str(thread.body.pk)}
    missing = client.post("/place/dale/commitments/new", told)
    assert missing.status_code == 400 and b"name the resident" in missing.content
    kept = client.post("/place/dale/commitments/new", told | {"code": thread.code, "decision": whole.row.id})
    assert kept.status_code == 302
    held = Commitment.objects.get()
    assert (held.owner_id, str(held.decision_id)) == (thread.teller.id, whole.row.id)
    unknown = client.post("/place/dale/commitments/new", told | {"email": "nobody@example.org"})
    assert unknown.status_code == 400 and b"Nobody who has a part" in unknown.content


def test_a_decision_cannot_rest_on_what_is_not_there(thread):
    with pytest.raises(Invalid, match="cannot rest on it"):
        changes.make_decision(
            thread.steward,
            place=thread.place,
            title="x",
            on=timezone.localdate(),
            by_whom="us",
            because=[Ref("listening.voice", "0198aaaa-0000-7000-8000-000000000000")],
        )


def test_when_its_resident_is_erased_the_promise_stays_and_names_nobody(thread, make):
    held = thread.promise(called="Ama of flat nine")
    other = make.person(link_worker=thread.place)
    erase_person(HOUSE, thread.teller)
    row = queries.wall(PUBLIC, thread.place).open[0]
    assert "Ama" not in str(row) and "being sought" in row.resident
    held.refresh_from_db()
    changes.hand_on(thread.steward, held, resident=other)
    changes.confirm(other, held, called="Bo")
    assert queries.wall(PUBLIC, thread.place).open[0].resident == "Bo"


def test_the_wall_and_its_twins_say_the_same(thread, client):
    thread.decide()
    thread.promise()
    wall = client.get("/place/dale/commitments.json").json()["wall"]
    assert [row["title"] for row in wall["every"]] == ["Mend the lift in Mill House"]
    assert "Mend the lift" in client.get("/place/dale/commitments.csv").content.decode()
    assert client.get("/place/dale/decisions.json").json()["decisions"][0]["promises"] == 1


def _days_ago(held, days):
    from django.db import connection

    from commonweal.journal import guard

    with guard.opened(connection, "test"):
        Commitment.objects.filter(pk=held.pk).update(by=timezone.localdate() - days * DAY)


def test_words_are_set_right_until_two_stand_behind_them_and_a_decision_with_its_history(thread, client):
    thread.decide()
    held = thread.promise(confirmed=False)
    account = Account.objects.get(pk=thread.steward.id)
    assert client.login(username=account.email, password=PASSWORD)
    address = f"/commitment/{held.pk}/steps"
    told = {"do": "reword", "title": "Mend the lift, and keep it mended", "what": "", "for_body": "the head of housing"}
    assert client.post(address, told).status_code == 302
    changes.confirm(thread.teller, queries.commitment(thread.teller, str(held.pk)))
    held.refresh_from_db()
    assert held.title == "Mend the lift, and keep it mended"
    with pytest.raises(Clash, match="Both owners stand behind these words"):
        changes.reword(thread.steward, held, title="Look at the lift")
    told = {"title": "Lifts first", "on": str(timezone.localdate()), "by_whom": "All of us"}
    assert client.post(f"/decision/{thread.decision.pk}/change", told).status_code == 302
    assert "Lifts first" in client.get(f"/decision/{thread.decision.pk}").content.decode()
    past = client.get(f"/history/inquiry.decision/{thread.decision.pk}.json").json()["entries"]
    assert past[0]["what"] == "inquiry.decision.set_right"


def test_another_resident_is_named_on_the_page_when_the_first_has_left(thread, client, make):
    held = thread.promise(confirmed=False)
    from commonweal.people.changes import give_slip

    _slip, code = give_slip(HOUSE, place=str(thread.place.pk))
    account = Account.objects.get(pk=thread.steward.id)
    assert client.login(username=account.email, password=PASSWORD)
    address = f"/commitment/{held.pk}/steps"
    assert client.post(address, {"do": "hand_on", "code": "2222-2222-2222"}).status_code == 400
    assert client.post(address, {"do": "hand_on", "code": code}).status_code == 302
    held.refresh_from_db()
    assert held.owner_id == str(_slip.pk) and held.confirmed_at is None
