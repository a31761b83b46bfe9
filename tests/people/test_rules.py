"""Who may speak for whom, and erase whom: in the place of the person concerned, and only of somebody who is here."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.core.errors import Gone, Invalid, NotAllowed
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people import actors, changes, consent
from commonweal.people.models import Account, Consent, Contributor
from commonweal.places.models import Place

pytestmark = pytest.mark.django_db
HELPERS = ("listener", "facilitator", "link_worker")


@pytest.fixture
def places(unguarded):
    return [
        Place.objects.create(slug=slug, name=slug.title(), footprint="", made_at=timezone.now())
        for slug in ("here", "elsewhere")
    ]


@pytest.fixture(autouse=True)
def _log(settings, tmp_path):
    settings.KEYS = tmp_path


def slip(place=None):
    contributor, _code = changes.give_slip(HOUSE, place=str(place.pk) if place else "")
    return actors.of_contributor(contributor)


def words(purpose="quote", text="May we quote a line of yours?"):
    return changes.set_wording(HOUSE, purpose=purpose, words=text)


def pen(helper, person):
    return actors.for_somebody(helper, person, channel="face")


@pytest.mark.parametrize("role", HELPERS)
def test_a_helper_speaks_for_a_person_of_their_own_place_and_of_no_other(make, places, role):
    here, elsewhere = places
    helper, near, far = make.person(**{role: here}), slip(here), slip(elsewhere)
    assert changes.give_consent(pen(helper, near), near, wording=words(), channel="face")
    for person in (far, slip()):
        with pytest.raises(NotAllowed, match="in the place where the person’s slip was given out"):
            changes.give_consent(pen(helper, person), person, wording=words(), channel="face")
        with pytest.raises(NotAllowed, match="in the place where the person’s slip"):
            changes.withdraw_consent(pen(helper, person), person, purpose="quote")
        with pytest.raises(NotAllowed, match="in the place where the slip was given out"):
            changes.erase_person(pen(helper, person), person)
    assert not Contributor.objects.exclude(erased_at=None).exists()


@pytest.mark.parametrize("role", HELPERS)
def test_no_helper_erases_an_account_nor_speaks_for_one_of_another_place(make, places, role):
    here, elsewhere = places
    helper = make.person(**{role: here})
    administrator, neighbour = make.person(administrator="house"), make.person(steward=here)
    stranger = make.person(steward=elsewhere)
    for person in (administrator, neighbour, stranger):
        with pytest.raises(NotAllowed, match="Only the person whose account it is, or an administrator"):
            changes.erase_person(pen(helper, person), person)
    assert Account.objects.filter(is_active=True).count() == 4
    assert changes.give_consent(pen(helper, neighbour), neighbour, wording=words(), channel="face")
    for person in (administrator, stranger):
        with pytest.raises(NotAllowed, match="their account has a role"):
            changes.give_consent(pen(helper, person), person, wording=words(), channel="face")


def test_a_helper_of_the_place_erases_somebody_with_a_slip_on_their_word(make, places):
    helper, person = make.person(listener=places[0]), slip(places[0])
    with pytest.raises(NotAllowed, match="on their|writing down their spoken word"):
        changes.erase_person(helper, person)  # not on their behalf
    changes.erase_person(pen(helper, person), person)
    assert Contributor.objects.get(pk=person.id).erased_at is not None


@pytest.mark.parametrize("kind", ["contributor", "account", "house", "galaxy"])
def test_nobody_who_is_not_here_can_be_erased_or_agree(make, kind):
    nobody = Actor(kind, "00000000-0000-0000-0000-000000000000")
    for who in (make.person(administrator="house"), nobody):
        with pytest.raises(NotAllowed, match="There is nobody here with this slip or account"):
            changes.erase_person(who, nobody)
    with pytest.raises(NotAllowed, match="There is nobody here with this slip or account"):
        changes.give_consent(nobody, nobody, wording=words(), channel="online")


def test_somebody_erased_can_no_longer_agree_and_is_not_erased_twice(make):
    person = make.contributor()
    changes.erase_person(person, person)
    for again in (
        lambda: changes.give_consent(person, person, wording=words(), channel="online"),
        lambda: changes.erase_person(person, person),
    ):
        with pytest.raises(NotAllowed, match="or they have been erased"):
            again()
    assert not Consent.objects.exists()


def test_somebody_erased_while_they_agree_is_refused(make, monkeypatch):
    from commonweal.people import rules

    person, wording = make.contributor(), words()
    monkeypatch.setattr(rules, "_refuse_nobody", lambda person: None)  # asked just before they were erased
    changes.erase_person(person, person)
    with pytest.raises(Gone, match="erased meanwhile"):
        changes.give_consent(person, person, wording=wording, channel="online")


def test_nobody_is_the_witness_of_their_own_word(make):
    person = make.contributor()
    with pytest.raises(Invalid, match="their own word"):
        changes.give_consent(person, person, wording=words(), channel="phone", witness=person)
    with pytest.raises(Invalid, match="known here"):
        changes.give_consent(person, person, wording=words(), channel="phone", witness=Actor("account", "nobody"))
    heard = make.person()
    assert changes.give_consent(person, person, wording=words(), channel="phone", witness=heard).witness_id == heard.id


def test_saying_yes_again_keeps_what_was_heard_before_and_when_it_was_taken_back(make, places):
    helper, person = make.person(listener=places[0]), slip(places[0])
    first = words()
    changes.give_consent(pen(helper, person), person, wording=first, channel="face")
    changes.withdraw_consent(person, person, purpose="quote")
    second = words(text="May we quote two lines?")
    changes.give_consent(person, person, wording=second, channel="online")
    changes.give_consent(person, person, wording=second, channel="paper")
    rows = list(Consent.objects.order_by("given_at"))
    assert [(row.wording_id, row.channel, bool(row.witness_id)) for row in rows] == [
        (first.pk, "face", True),
        (second.pk, "online", False),
        (second.pk, "paper", False),
    ]
    assert [row.withdrawn_at is not None for row in rows] == [True, False, False]
    assert [row.replaced_at is not None for row in rows] == [False, True, False]
    assert list(consent.standing(person)) == [rows[2]]


def test_the_database_itself_refuses_a_second_standing_yes(make, unguarded):
    from django.db import IntegrityError, transaction

    person = make.contributor()
    given = changes.give_consent(person, person, wording=words(), channel="online")
    given.pk = None
    given._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        given.id = "00000000-0000-0000-0000-000000000001"
        given.save(force_insert=True)


def test_everything_is_taken_back_at_once(make):
    from commonweal.people.consent_changes import withdraw_all

    person = make.contributor()
    for purpose in ("quote", "publish"):
        changes.give_consent(person, person, wording=words(purpose), channel="online")
    assert len(withdraw_all(person, person)) == 2
    assert not consent.standing(person).exists() and withdraw_all(person, person) == []


def test_a_helper_of_another_place_cannot_take_everything_back(make, places):
    from commonweal.people.consent_changes import withdraw_all

    helper, person = make.person(listener=places[1]), slip(places[0])
    with pytest.raises(NotAllowed, match="Only the person themselves"):
        withdraw_all(pen(helper, person), person)
