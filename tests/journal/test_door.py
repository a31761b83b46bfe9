"""The change door: one entry for each change, none without, and refusals that leave nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.core.errors import Clash, Invalid, NotAgreed, NotAllowed
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.door import REGISTRY, can, change, current
from commonweal.journal.models import Because, Entry, Reason, Touched
from commonweal.journal.refs import Ref
from commonweal.people import changes, consent
from commonweal.people.models import Account, Consent, Wording

pytestmark = pytest.mark.django_db


def anyone(who, *args, **kwargs):
    """Nobody is refused."""


@change("tests.words.keep", allowed=anyone, facts=["length"])
def keep_words(who, *, words, fail=False):
    wording = Wording.objects.create(purpose="listen", version=len(words), words=words, made_at=timezone.now())
    current().state(length=len(words))
    if fail:
        raise Invalid("It was meant to fail.")
    return wording


@change("tests.words.keep_two", allowed=anyone)
def keep_two(who, *, second_fails=False):
    first = keep_words(who, words="a")
    keep_words(who, words="bb", fail=second_fails)
    return first


@change("tests.words.publish", allowed=anyone, agreed=consent.to("publish", of=lambda who, wording, *, person: person))
def publish_words(who, wording, *, person):
    return wording


def test_a_change_writes_exactly_one_entry_that_says_what_and_who_and_what_it_touched(entries):
    wording = keep_words(HOUSE, words="hello")
    (entry,) = entries("tests.words.keep")
    assert (entry.who_kind, entry.channel, entry.facts) == ("house", "command", {"length": 5})
    assert list(entry.touched.values_list("kind", "thing")) == [("people.wording", str(wording.pk))]


def test_a_change_that_fails_leaves_neither_work_nor_entry(entries):
    with pytest.raises(Invalid):
        keep_words(HOUSE, words="hello", fail=True)
    assert not Wording.objects.exists() and not entries()


def test_a_refusal_leaves_nothing_and_says_who_could(make, entries):
    before = len(entries())
    with pytest.raises(NotAllowed, match="Only an administrator"):
        changes.open_account(PUBLIC, email="a@example.org", name="A", password="x" * 20)
    assert len(entries()) == before and not Account.objects.exists()


def test_a_nested_change_writes_its_own_entry_within_the_outer_one(entries):
    keep_two(HOUSE)
    (outer,) = entries("tests.words.keep_two")
    assert [entry.within_id for entry in entries("tests.words.keep")] == [outer.id, outer.id]


def test_a_nested_change_that_fails_takes_the_outer_one_with_it(entries):
    with pytest.raises(Invalid):
        keep_two(HOUSE, second_fails=True)
    assert not entries() and not Wording.objects.exists()


def test_a_retry_with_the_same_id_meets_what_was_done_the_first_time(entries):
    first = keep_words(HOUSE, words="hello", once="phone-1")
    again = keep_words(HOUSE, words="hello", once="phone-1")
    assert again == first and len(entries("tests.words.keep")) == 1


def test_an_id_used_for_one_thing_cannot_be_used_for_another():
    keep_words(HOUSE, words="hello", once="phone-1")
    with pytest.raises(Clash, match="new id"):
        keep_two(HOUSE, once="phone-1")


def test_an_id_used_with_other_words_is_refused_rather_than_answered_with_the_first(entries):
    keep_words(HOUSE, words="hello", once="phone-1")
    with pytest.raises(Clash, match="new id"):
        keep_words(HOUSE, words="goodbye", once="phone-1")
    assert len(entries("tests.words.keep")) == 1


def test_two_people_may_use_the_same_id(make, entries):
    keep_words(make.person(), words="a", once="1")
    keep_words(make.person(), words="bb", once="1")
    assert len(entries("tests.words.keep")) == 2


def test_a_change_can_rest_on_things_that_exist():
    reason = keep_words(HOUSE, words="because")
    keep_words(HOUSE, words="so", because=[Ref("people.wording", str(reason.pk))] * 2)
    assert list(Because.objects.values_list("kind", "thing")) == [("people.wording", str(reason.pk))]


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        (Ref("people.wording", "12345"), "There is no wording 12345"),
        (Ref("people.account", "not-an-id"), "There is no account not-an-id"),
        (Ref("choirs.song", "1"), "Nothing here is called 'choirs.song'"),
    ],
)
def test_a_change_cannot_rest_on_what_is_not_there(ref, sentence, entries):
    with pytest.raises(Invalid, match=sentence):
        keep_words(HOUSE, words="so", because=[ref])
    assert not entries() and not Wording.objects.exists()


def test_a_change_cannot_rest_on_what_the_person_may_not_see(make):
    hidden = Ref("people.account", str(make.account().pk))
    keep_words(HOUSE, words="so", because=[hidden])
    with pytest.raises(Invalid, match="There is no account"):
        keep_words(make.person(), words="thus", because=[hidden])


def test_a_thing_given_by_name_is_touched_like_one_given_first(make):
    @change("tests.words.close_by_name", allowed=anyone)
    def close_by_name(who, *, account):
        """Nothing more."""

    account = make.account()
    close_by_name(HOUSE, account=account)
    assert Touched.objects.get(entry__what="tests.words.close_by_name").thing == str(account.pk)


def test_why_is_kept_in_words_where_it_can_be_erased_and_not_in_the_entry():
    keep_words(HOUSE, words="x", why="  The residents asked.  ")
    assert Reason.objects.get().words == "The residents asked."
    assert "residents" not in str(Entry.objects.values().get())


def test_facts_that_were_not_declared_are_refused_before_anything_is_kept():
    @change("tests.words.leak", allowed=anyone)
    def leak(who):
        current().state(name="Mary")

    with pytest.raises(RuntimeError, match="not declared"):
        leak(HOUSE)
    assert not Entry.objects.exists()


def test_consent_is_insisted_on_and_its_withdrawal_is_met(make):
    person = make.contributor()
    wording = changes.set_wording(HOUSE, purpose="publish", words="May we publish this?")
    with pytest.raises(NotAgreed, match="has not agreed"):
        publish_words(HOUSE, wording, person=person)
    changes.give_consent(person, person, wording=wording, channel="online")
    publish_words(HOUSE, wording, person=person)
    changes.withdraw_consent(person, person, purpose="publish")
    with pytest.raises(NotAgreed):
        publish_words(HOUSE, wording, person=person)
    assert Consent.objects.get().withdrawn_at is not None


def test_asking_gives_the_same_sentence_as_insisting(make):
    stranger = make.person()
    said = can(stranger).ask(changes.set_wording, purpose="listen", words="x")
    with pytest.raises(NotAllowed) as refusal:
        changes.set_wording(stranger, purpose="listen", words="x")
    assert said == refusal.value.sentence
    assert can(HOUSE).ask(changes.set_wording, purpose="listen", words="x") is None


def test_a_change_is_named_room_noun_verb_and_names_are_not_used_twice():
    with pytest.raises(RuntimeError, match=r"room\.noun\.verb"):
        change("keep words", allowed=anyone)
    with pytest.raises(RuntimeError, match="Two changes"):
        change("tests.words.keep", allowed=anyone)(lambda who: None)


def test_every_change_of_the_house_has_a_docstring_and_a_rule_with_one():
    for verb, changing in REGISTRY.items():
        if verb.startswith("tests.") or changing.__name__.startswith("_"):
            continue
        assert (changing.__doc__ or "").strip(), verb
        assert (changing.allowed.__doc__ or "").strip(), verb


def test_the_first_argument_and_the_result_are_touched_once_each(make):
    account = make.account()
    changes.close_account(HOUSE, account)
    assert Touched.objects.filter(entry__what="people.account.close").count() == 1
