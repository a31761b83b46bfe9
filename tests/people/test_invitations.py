"""Roles in writing: inviting, accepting, listing, ending early, and expiring."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Gone, Invalid, NotAllowed
from commonweal.directory.models import Organization
from commonweal.journal.models import Because, Entry, Reason
from commonweal.people import actors, changes, holders, invitations
from commonweal.people.models import Account, Grant, Invitation
from commonweal.people.roles import ORGANISATION
from commonweal.places.models import Place
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
BANNER = "This place is invented"
DAY = (timezone.now() + timedelta(days=90)).date()


def fails(*_, **__):
    raise OSError("no route")


@pytest.fixture
def place(unguarded):
    return Place.objects.create(slug="upper-dale", name="Upper Dale", footprint="", made_at=timezone.now())


def invite(who, place, **other):
    given = dict(
        email="sam@example.org", role="listener", until=timezone.now() + timedelta(days=90), why="Sam listens."
    )
    scope = dict(scope_kind="places.place", scope_id=str(place.pk))
    return invitations.send(who, **given | scope | other)


def signed_in(account):
    client = Client()
    assert client.login(username=account.email, password=PASSWORD)
    return client


def opened(client, address):
    """Open the letter's link. Gives what the page's form carries."""
    assert client.get(address)["Location"] == "/invitation"
    return {"invitation": client.session["invitation"]}


def asked(client, place, **other):
    """The form on the page about roles, sent."""
    given = {"email": "sam@example.org", "role": "listener", "until": DAY.isoformat(), "why": "Sam listens."}
    return client.post(f"{roles_page(place)}/invite", given | other)


def roles_page(place):
    return f"/roles/places.place/{place.pk}"


def test_a_steward_invites_by_e_mail_and_somebody_new_says_yes(make, place):
    steward = make.account(steward=place)
    client = signed_in(steward)
    sent = client.post(
        f"{roles_page(place)}/invite",
        {"email": "Sam@example.org", "role": "listener", "until": DAY.isoformat(), "why": "You know everybody."},
    )
    assert sent["Location"] == roles_page(place)
    letter = mail.outbox[-1]
    assert letter.to == ["sam@example.org"] and "You know everybody." in letter.body and steward.name in letter.body
    address = re.search(r"(/invitation/\S+)", letter.body)[1]
    assert address in client.get(roles_page(place)).content.decode(), "shown once to whoever invites"
    assert address not in client.get(roles_page(place)).content.decode()
    newcomer = Client()
    form = opened(newcomer, address) | {"name": "Sam"}
    page = newcomer.get("/invitation").content.decode()
    assert "You know everybody." in page and "Upper Dale" in page and steward.name in page
    assert newcomer.post("/invitation", form | {"password": "short"}).status_code == 400
    assert newcomer.post("/invitation", form | {"password": PASSWORD})["Location"] == "/me"
    sam = Account.objects.get(email="sam@example.org")
    assert actors.of_account(sam).holds("listener", "places.place", place.pk)
    until = Grant.objects.get(account=sam).until
    assert timezone.localtime(until).date() == DAY
    assert "You know everybody." in client.get(roles_page(place)).content.decode()
    again = Client().get(address)
    assert again.status_code == 410 and b"accepted already" in again.content


def test_each_step_leaves_an_entry_and_the_role_rests_on_the_invitation(make, place, entries):
    steward = make.account(steward=place)
    sent, _code = invite(actors.of_account(steward), place)
    account = make.account()
    invitations.accept(actors.of_account(account), sent, account=account)
    accepted = entries("people.invitation.accept")[0]
    granted = entries("people.role.grant")[-1]
    assert (accepted.who_id, granted.who_id, granted.within_id) == (str(account.pk), str(steward.pk), accepted.pk)
    assert Because.objects.get(entry=granted).thing == str(sent.pk)
    assert Reason.objects.get(entry__what="people.invitation.send").words == "Sam listens."
    assert "sam@example.org" not in str(list(Entry.objects.values()))


def test_the_code_is_kept_nowhere(make, place):
    sent, code = invite(make.person(steward=place), place)
    assert code not in str(Invitation.objects.values().get())
    assert invitations.by_code(code) == sent and invitations.by_code(code + "x") is None


def test_only_whoever_may_grant_may_invite(make, place, unguarded):
    other = Place.objects.create(slug="other", name="Other", footprint="", made_at=timezone.now())
    for who in (make.person(), make.person(listener=place), make.person(steward=other)):
        with pytest.raises(NotAllowed, match="Only a steward of this place"):
            invite(who, place)
    with pytest.raises(NotAllowed):
        invite(make.person(steward=place), place, role="administrator", scope_kind="house", scope_id="house")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "sam"}, "not an e-mail address"),
        ({"email": "sam@" + "b." * 130 + "example.org"}, "not an e-mail address"),
        ({"role": "king"}, "no role called"),
        ({"role": "provider"}, "not held in that"),
        ({"role": "administrator"}, "not held in that"),
        ({"until": timezone.now()}, "in the future"),
        ({"why": "  "}, "Say why"),
        ({"scope_id": "nowhere"}, "exists"),
    ],
)
def test_what_cannot_be_asked_says_what_to_change(make, place, wrong, sentence):
    with pytest.raises(Invalid, match=sentence):
        invite(make.person(administrator="house"), place, **wrong)
    assert not Invitation.objects.exists()


def test_an_invitation_stands_only_while_whoever_sent_it_may_grant(make, place):
    steward, account = make.account(steward=place), make.account()
    sent, _ = invite(actors.of_account(steward), place)
    changes.end_role(actors.of_account(steward), steward.grants.get())
    with pytest.raises(Gone, match="does not look after this place any more"):
        invitations.accept(actors.of_account(account), sent, account=account)
    assert not account.grants.exists()
    sent.refresh_from_db()
    assert sent.accepted_at is None


def test_an_invitation_lapses_is_taken_back_and_is_replaced_by_the_next(make, place, unguarded):
    who, account = make.person(steward=place), make.account()
    first, code = invite(who, place)
    second, _ = invite(who, place)
    first.refresh_from_db()
    assert first.state == "withdrawn" and second.state == "open"
    assert Client().get(f"/invitation/{code}").status_code == 410
    invitations.withdraw(who, second)
    third, _ = invite(who, place)
    Invitation.objects.filter(pk=third.pk).update(open_until=timezone.now())
    third.refresh_from_db()
    for over in (second, third):
        over.refresh_from_db()
        with pytest.raises(Gone):
            invitations.accept(actors.of_account(account), over, account=account)


def test_nobody_accepts_for_somebody_else(make, place):
    sent, _ = invite(make.person(steward=place), place)
    with pytest.raises(NotAllowed, match="Only the person who was invited"):
        invitations.accept(make.person(), sent, account=make.account())


def test_the_places_page_leads_to_slips_and_roles_those_whom_the_rules_let_in_and_nobody_else(make, place):
    def links(client):
        page = client.get("/place/upper-dale").content.decode()
        return "/place/upper-dale/slips" in page, roles_page(place) in page

    assert links(Client()) == links(signed_in(make.account())) == (False, False)
    assert links(signed_in(make.account(analyst=place))) == (False, False)
    assert links(signed_in(make.account(listener=place))) == (True, False)
    assert links(signed_in(make.account(steward=place))) == (True, True)
    assert links(signed_in(make.account(administrator="house"))) == (True, True)


def test_somebody_is_invited_to_keep_an_organisations_entries_by_an_administrator_and_no_steward(
    make, place, unguarded
):
    choir = Organization.objects.create(place=place, name="Dale choir", last_modified=timezone.now())
    there = dict(role="provider", scope_kind=ORGANISATION, scope_id=str(choir.pk))
    with pytest.raises(NotAllowed, match="Only a steward of this place"):
        invite(make.person(steward=place), place, **there)
    sent, code = invite(actors.of_account(make.account(administrator="house")), place, **there)
    page = Client().get(f"/invitation/{code}", follow=True).content.decode()
    assert "You are invited to Dale choir" in page and "own entries true" in page
    account = make.account()
    invitations.accept(actors.of_account(account), sent, account=account)
    assert actors.of_account(account).holds("provider", ORGANISATION, str(choir.pk))
    assert (
        "provider"
        in signed_in(make.account(administrator="house")).get(f"/roles/{ORGANISATION}/{choir.pk}").content.decode()
    )
    assert signed_in(make.account(steward=place)).get(f"/roles/{ORGANISATION}/{choir.pk}").status_code == 403


def test_a_longer_role_is_not_made_shorter_by_an_invitation(make, place):
    account = make.account(listener=place)
    sent, _ = invite(make.person(steward=place), place)
    invitations.accept(actors.of_account(account), sent, account=account)
    assert account.grants.get().until is None


def test_who_holds_what_is_for_those_who_look_after_the_place(make, place):
    steward, listener = make.account(steward=place), make.account(listener=place)
    said = signed_in(steward).get(roles_page(place) + ".json").json()
    assert {row["role"] for row in said["holders"]} == {"steward", "listener"}
    assert signed_in(listener).get(roles_page(place)).status_code == 403
    assert Client().get(roles_page(place)).status_code == 403
    with pytest.raises(NotAllowed):
        holders.holders(actors.of_account(listener), "places.place", str(place.pk))


def test_a_role_is_ended_early_by_the_steward_or_handed_in_by_its_holder(make, place):
    steward, listener, analyst = make.account(steward=place), make.account(listener=place), make.account(analyst=place)
    assert signed_in(analyst).post(f"/roles/held/{listener.grants.get().pk}/end").status_code == 404
    assert signed_in(steward).post(f"/roles/held/{listener.grants.get().pk}/end").status_code == 302
    assert signed_in(analyst).post(f"/roles/held/{analyst.grants.get().pk}/end")["Location"] == "/me"
    assert not actors.of_account(listener).held and not actors.of_account(analyst).held


def test_an_invitation_is_taken_back_from_the_page_by_nobody_else(make, place):
    sent, _ = invite(make.person(steward=place), place)
    assert signed_in(make.account()).post(f"/invitations/{sent.pk}/withdraw").status_code == 404
    assert signed_in(make.account(steward=place)).post(f"/invitations/{sent.pk}/withdraw").status_code == 302
    sent.refresh_from_db()
    assert sent.state == "withdrawn"


def test_a_letter_that_cannot_be_sent_leaves_the_link_with_whoever_invites(make, place, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    client = signed_in(make.account(steward=place))
    given = {"email": "sam@example.org", "role": "listener", "until": DAY.isoformat(), "why": "Sam listens."}
    page = client.post(f"{roles_page(place)}/invite", given, follow=True).content.decode()
    assert "could not be sent" in page and "/invitation/" in page


def test_somebody_with_an_account_is_shown_the_way_to_sign_in(make, place):
    account = make.account()
    _, code = invite(make.person(steward=place), place, email=account.email)
    page = Client().get(f"/invitation/{code}", follow=True).content.decode()
    assert "There is an account with this address already" in page
    client = signed_in(account)
    assert client.post("/invitation", opened(client, f"/invitation/{code}"))["Location"] == "/me"
    assert actors.of_account(account).holds("listener", "places.place", place.pk)


def test_the_letters_code_leaves_the_address_and_is_not_in_the_session(make, place):
    _, code = invite(make.person(steward=place), place)
    client = Client()
    assert client.get(f"/invitation/{code}")["Location"] == "/invitation"
    page = client.get("/invitation")
    assert page.status_code == 200 and code not in page.content.decode()
    assert code not in str(dict(client.session))
    assert Client().get("/invitation").status_code == 404


def test_nobody_says_yes_to_another_invitation_than_the_one_they_read(make, place):
    who, client = make.person(steward=place), Client()
    _, read = invite(who, place)
    _, slipped_in = invite(who, place, role="analyst")
    form = opened(client, f"/invitation/{read}") | {"name": "Sam", "password": PASSWORD}
    opened(client, f"/invitation/{slipped_in}")
    assert client.post("/invitation", form).status_code == 409
    assert not Account.objects.filter(email="sam@example.org").exists()


def test_where_letters_go_the_link_is_shown_to_nobody_but_the_invited(make, place, settings):
    settings.EMAIL_HOST = "mail.example.org"
    client = signed_in(make.account(steward=place))
    asked(client, place)
    page = client.get(roles_page(place)).content.decode()
    address = re.search(r"(/invitation/\S+)", mail.outbox[-1].body)[1]
    assert "A letter is on its way to sam@example.org" in page and address not in page
    assert address not in str(dict(client.session)) and not Invitation.objects.get().by_hand
    newcomer = Client()
    form = opened(newcomer, address) | {"name": "Sam", "password": PASSWORD}
    assert newcomer.post("/invitation", form)["Location"] == "/me"
    assert EmailAddress.objects.get(email="sam@example.org").verified


def test_a_link_passed_on_by_hand_proves_no_address(make, place, settings, monkeypatch, entries):
    """Whoever invites sees it, and could make an account in anybody's name."""
    settings.EMAIL_HOST = "mail.example.org"
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fails)
        client = signed_in(make.account(steward=place))
        asked(client, place)
    address = re.search(r"(/invitation/[\w-]+)", client.get(roles_page(place)).content.decode())[1]
    assert Invitation.objects.get().by_hand and len(entries("people.invitation.pass_on")) == 1
    newcomer = Client()
    form = opened(newcomer, address) | {"name": "Sam", "password": PASSWORD}
    assert newcomer.post("/invitation", form)["Location"] == "/e-mail/sent"
    assert "_auth_user_id" not in newcomer.session
    assert not EmailAddress.objects.filter(email="sam@example.org", verified=True).exists()
    assert mail.outbox[-1].to == ["sam@example.org"]
    proof = re.search(r"http://testserver(/e-mail/proof/\S+)", mail.outbox[-1].body)[1]
    Client().post(proof)
    assert newcomer.post("/sign-in", {"login": "sam@example.org", "password": PASSWORD})["Location"] == "/"


def test_where_no_letters_go_whoever_invites_answers_for_the_address(make, place, settings):
    settings.EMAIL_HOST = ""
    client = signed_in(make.account(steward=place))
    asked(client, place)
    address = re.search(r"(/invitation/[\w-]+)", client.get(roles_page(place)).content.decode())[1]
    newcomer = Client()
    form = opened(newcomer, address) | {"name": "Sam", "password": PASSWORD}
    assert newcomer.post("/invitation", form)["Location"] == "/me" and newcomer.get("/me").status_code == 200


def test_inviting_somebody_who_can_invite_others_asks_once_more_who_one_is(make, place):
    steward, administrator = make.account(steward=place), make.account(administrator="house")
    client, looking = signed_in(steward), signed_in(administrator)
    assert asked(client, place)["Location"] == roles_page(place), "a listener gives nobody anything"
    assert "once more who you are" in client.get(roles_page(place)).content.decode()
    assert asked(client, place, role="steward")["Location"].startswith("/sign-in/again?next=%2Froles")
    given = {"email": "eve@example.org", "role": "administrator", "until": DAY.isoformat(), "why": "To help."}
    assert looking.post("/roles/house/invite", given)["Location"] == "/sign-in/again?next=%2Froles%2Fhouse"
    assert Invitation.objects.count() == 1
    client.post("/sign-in/again?next=/me", {"password": PASSWORD})
    assert asked(client, place, role="steward")["Location"] == roles_page(place)
    assert Invitation.objects.count() == 2
    assert "once more who you are" not in client.get(roles_page(place)).content.decode()


def test_an_invented_place_says_so_where_roles_are_given_and_taken(make, place, unguarded):
    invented = Place.objects.create(slug="w", name="W", footprint="", invented=True, made_at=timezone.now())
    for where, says in ((place, False), (invented, True)):
        _, code = invite(make.person(steward=where), where)
        client = signed_in(make.account(steward=where))
        wrong = client.post(f"{roles_page(where)}/invite", {})
        pages = (client.get(roles_page(where)), wrong, Client().get(f"/invitation/{code}", follow=True))
        assert [BANNER in page.content.decode() for page in pages] == [says] * 3


def test_an_invitation_that_came_to_nothing_is_forgotten_after_a_month(make, place, unguarded, entries):
    who = make.person(steward=place)
    kinds = {
        "lapsed": {"open_until": -31},
        "withdrawn": {"withdrawn_at": -31},
        "recent": {"open_until": -29},
        "accepted": {"open_until": -31, "accepted_at": -31},
    }
    for name, days in kinds.items():
        sent, _ = invite(who, place, email=f"{name}@example.org", why=f"Because {name}.")
        at = {field: timezone.now() + timedelta(days=number) for field, number in days.items()}
        Invitation.objects.filter(pk=sent.pk).update(**at)
    assert invitations.forget_old() == 2
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "",
        "recent@example.org",
        "accepted@example.org",
    }
    assert set(Reason.objects.values_list("words", flat=True)) == {"Because recent.", "Because accepted."}
    assert invitations.forget_old() == 0 and len(entries("people.invitation.forget")) == 1
    with pytest.raises(NotAllowed):
        invitations._forget(who, [])
    assert "lapsed@" not in str(holders.invited(who, "places.place", str(place.pk)))
