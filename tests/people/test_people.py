"""Accounts, roles, slips and consent, as the people concerned meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.journal import erasure
from commonweal.journal.actor import HOUSE, PUBLIC, Actor
from commonweal.journal.models import Because, Entry, Reason, Touched
from commonweal.people import actors, changes, consent, queries, slips
from commonweal.people.models import Account, Consent, Contributor, Grant, Wording
from commonweal.places.models import Place
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(unguarded):
    return Place.objects.create(slug="upper-dale", name="Upper Dale", footprint="", made_at=timezone.now())


def wording(purpose="quote"):
    return changes.set_wording(HOUSE, purpose=purpose, words="May we quote a line of yours?")


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        ({"email": "not an address"}, "not an e-mail address"),
        ({"name": "  "}, "what to call"),
        ({"password": "short"}, "at least 12"),
        ({"email": "a@" + "b." * 130 + "example.org"}, "not an e-mail address"),
        ({"name": "A" * 121}, "too long"),
        ({"password": "passwordpassword"}, None),
    ],
)
def test_an_account_that_cannot_be_opened_says_what_to_change(given_, sentence):
    whole = {"email": "a@example.org", "name": "A", "password": PASSWORD} | given_
    if sentence is None:
        assert changes.open_account(HOUSE, **whole).pk
        return
    with pytest.raises(Invalid, match=sentence):
        changes.open_account(HOUSE, **whole)
    assert not Account.objects.exists() and not Entry.objects.exists()


def test_one_address_has_one_account_whatever_its_capitals():
    changes.open_account(HOUSE, email="Mary@Example.org", name="Mary", password=PASSWORD)
    with pytest.raises(Clash, match="already"):
        changes.open_account(HOUSE, email="mary@example.ORG", name="Mary", password=PASSWORD)


def test_the_journal_never_holds_a_password_or_an_address():
    changes.open_account(HOUSE, email="mary@example.org", name="Mary Smith", password=PASSWORD)
    kept = str(list(Entry.objects.values())) + str(list(Touched.objects.values()))
    assert "mary" not in kept.lower() and PASSWORD not in kept


def test_a_role_holds_here_and_not_in_another_place(make, place, unguarded):
    other = Place.objects.create(slug="other", name="Other", footprint="", made_at=timezone.now())
    who = make.person(steward=place)
    assert who.holds("steward", "places.place", place.pk)
    assert not who.holds("steward", "places.place", other.pk)


def test_a_role_ends_by_itself_on_its_day(make, place):
    account = make.account()
    tomorrow = timezone.now() + timedelta(days=1)
    grant = changes.grant_role(
        HOUSE, account, role="analyst", scope_kind="places.place", scope_id=str(place.pk), until=tomorrow
    )
    assert actors.of_account(account).held
    Grant.objects.filter(pk=grant.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert not actors.of_account(account).held


def test_a_lapsed_role_can_be_granted_again_and_both_stay_on_record(make, place):
    account = make.account()
    scope = dict(role="analyst", scope_kind="places.place", scope_id=str(place.pk))
    first = changes.grant_role(HOUSE, account, **scope, until=timezone.now() + timedelta(days=1))
    Grant.objects.filter(pk=first.pk).update(until=timezone.now() - timedelta(days=1))
    second = changes.grant_role(HOUSE, account, **scope)
    assert second.pk != first.pk and Grant.objects.count() == 2


def test_a_role_that_was_taken_back_no_longer_holds(make, place):
    account = make.account(analyst=place)
    changes.end_role(HOUSE, account.grants.get())
    assert not actors.of_account(account).held


def test_a_steward_grants_roles_at_home_but_not_elsewhere_and_never_administration(make, place, unguarded):
    other = Place.objects.create(slug="other", name="Other", footprint="", made_at=timezone.now())
    steward, somebody = make.person(steward=place), make.account()
    changes.grant_role(steward, somebody, role="analyst", scope_kind="places.place", scope_id=str(place.pk))
    for scope in (
        dict(role="analyst", scope_kind="places.place", scope_id=str(other.pk)),
        dict(role="administrator", scope_kind="house", scope_id="house"),
        dict(role="administrator", scope_kind="places.place", scope_id=str(place.pk)),
    ):
        with pytest.raises(NotAllowed, match="Only a steward of this place"):
            changes.grant_role(steward, somebody, **scope)


def test_a_role_needs_a_place_that_exists_and_a_day_to_come(make, place):
    account = make.account()
    with pytest.raises(Invalid, match="exists"):
        changes.grant_role(HOUSE, account, role="analyst", scope_kind="places.place", scope_id="nowhere")
    with pytest.raises(Invalid, match="future"):
        changes.grant_role(
            HOUSE, account, role="analyst", scope_kind="places.place", scope_id=str(place.pk), until=timezone.now()
        )
    with pytest.raises(Invalid, match="no role called"):
        changes.grant_role(HOUSE, account, role="king", scope_kind="places.place", scope_id=str(place.pk))


def test_a_closed_account_is_nobody(make, place):
    account = make.account(steward=place)
    changes.close_account(HOUSE, account)
    assert actors.of_account(account) == PUBLIC


def test_a_slip_code_is_printed_once_and_only_its_keyed_hash_is_kept():
    contributor, code = changes.give_slip(HOUSE)
    clean = slips.cleaned(code)
    assert queries.by_slip(slips.hashed(clean)) == contributor
    kept = str(Contributor.objects.values().get())
    assert clean not in kept and code not in kept
    assert not any(code[:8] in str(row) for row in Entry.objects.values())


def test_a_slip_carries_at_least_fifty_bits():
    assert slips.LENGTH * 5 >= 50 and len(set(slips.LETTERS)) == 32


@given(st.text(slips.LETTERS, min_size=slips.LENGTH, max_size=slips.LENGTH), st.data())
def test_any_one_wrong_letter_and_any_two_swapped_are_noticed(body, data):
    code = body + slips.check_letter(body)
    assert slips.cleaned(slips.spelled(code).lower().replace("-", " ")) == code
    where = data.draw(st.integers(0, slips.LENGTH))
    other = data.draw(st.sampled_from(slips.LETTERS.replace(code[where], "")))
    assert slips.cleaned(code[:where] + other + code[where + 1 :]) is None
    first, second = sorted(data.draw(st.tuples(st.integers(0, slips.LENGTH), st.integers(0, slips.LENGTH))))
    swapped = list(code)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if "".join(swapped) != code:
        assert slips.cleaned("".join(swapped)) is None


def test_consent_remembers_which_words_were_heard_by_whom_and_how(make, place):
    slip, _code = changes.give_slip(HOUSE, place=str(place.pk))
    person, listener = actors.of_contributor(slip), make.person(listener=place)
    helper = actors.for_somebody(listener, person, channel="face")
    given_ = changes.give_consent(helper, person, wording=wording(), channel="face")
    assert (given_.wording.version, given_.witness_id, given_.channel) == (1, listener.id, "face")
    entry = Entry.objects.get(what="people.consent.give")
    assert (entry.who_id, entry.for_kind, entry.for_id) == (listener.id, "contributor", person.id)


def test_a_spoken_yes_needs_a_witness(make):
    person = make.contributor()
    with pytest.raises(Invalid, match="who heard it"):
        changes.give_consent(person, person, wording=wording(), channel="phone")


def test_nobody_agrees_for_somebody_else(make):
    person, stranger = make.contributor(), make.person()
    with pytest.raises(NotAllowed, match="Only the person themselves"):
        changes.give_consent(stranger, person, wording=wording(), channel="online")
    assert not consent.stands(person, "quote")


def test_no_answer_is_no_and_taking_back_twice_is_as_good_as_once(make):
    person = make.contributor()
    assert not consent.stands(person, "quote")
    assert changes.withdraw_consent(person, person, purpose="quote") is None
    changes.give_consent(person, person, wording=wording(), channel="online")
    assert consent.stands(person, "quote")
    changes.withdraw_consent(person, person, purpose="quote")
    when = Consent.objects.get().withdrawn_at
    changes.withdraw_consent(person, person, purpose="quote")
    assert Consent.objects.get().withdrawn_at == when and not consent.stands(person, "quote")


def test_new_words_do_not_change_what_earlier_people_heard(make):
    person = make.contributor()
    given_ = changes.give_consent(person, person, wording=wording(), channel="online")
    changes.set_wording(HOUSE, purpose="quote", words="May we quote two lines?")
    given_.refresh_from_db()
    assert given_.wording.version == 1 and Wording.objects.count() == 2


def test_a_person_erased_is_in_no_table_and_the_log_holds_only_an_id(make, settings, tmp_path):
    settings.KEYS = tmp_path
    account = make.account()
    person = actors.of_account(account)
    name, email = account.name, account.email
    changes.give_consent(person, person, wording=wording(), channel="online")
    changes.erase_person(person, person)
    everything = "".join(str(list(model.objects.values())) for model in (Account, Consent, Entry, Reason, Because))
    assert name not in everything and email not in everything
    log = erasure.log_path().read_text()
    assert str(account.pk) in log and name not in log and email not in log


def test_an_erased_person_who_comes_back_with_an_old_backup_is_erased_again(make, settings, tmp_path, unguarded):
    settings.KEYS = tmp_path
    contributor, code = changes.give_slip(HOUSE)
    before = Contributor.objects.values().get()
    person = Actor("contributor", str(contributor.pk))
    changes.erase_person(person, person)
    Contributor.objects.update(**before)  # the backup
    assert queries.by_slip(slips.hashed(slips.cleaned(code))) is not None
    assert changes.replay_erasures(HOUSE) == 1
    assert queries.by_slip(slips.hashed(slips.cleaned(code))) is None


def test_who_looked_at_my_record_is_mine_to_see(make):
    worker, person = make.person(), make.contributor()
    queries.record_look_up(worker, person, "people.record")
    assert [row.what for row in queries.look_ups_of(person)] == ["people.record"]
    assert queries.look_ups_of(worker) == []


def test_nobody_but_its_holder_and_an_administrator_sees_an_account(make, place):
    account, other = make.account(), make.person(steward=place)
    ids = [str(account.pk)]
    assert queries.accounts_visible_to(PUBLIC, ids) == set()
    assert queries.accounts_visible_to(other, ids) == set()
    assert queries.accounts_visible_to(actors.of_account(account), ids) == set(ids)
    assert queries.accounts_visible_to(make.person(administrator="house"), ids) == set(ids)
