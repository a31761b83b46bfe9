"""Chapter 2: the people. Accounts, roles granted in writing, slips for those who want no account, consent."""

from __future__ import annotations

from commonweal.demo import accounts
from commonweal.demo.story import Story
from commonweal.journal.actor import HOUSE
from commonweal.people import actors, changes, slips
from commonweal.people.models import Account, Contributor, Wording
from commonweal.people.roles import PLACE

# Nobody of these names is meant. Addresses end in .example, which nobody can own.
PEOPLE = {
    "rukhsana": ("Rukhsana Malik", ("steward",)),
    "dot": ("Dot Hargreaves", ("facilitator", "listener")),
    "tom": ("Tom Ellerby", ("link_worker",)),
    "femi": ("Femi Adeyemi", ("analyst",)),
    "alison": ("Alison Crabtree", ()),
    "nasreen": ("Nasreen Akhtar", ("coder",)),
    "grace": ("Grace Whitlock", ("safeguarding",)),
}
WORDS = {
    "listen": "We will write down what you say and the people who listen in Wenbeck will read it.",
    "quote": "We may show a line of yours as you said it, with the name or the words you choose beside it.",
    "publish": "Anyone may read what you gave us.",
}
SLIPS = (("listen", "quote", "publish"), ("listen", "quote"), ("listen",))


def tell(story: Story) -> None:
    """Those who sign in, then those who were given a slip at the Larkfield Community Centre."""
    for short, (name, roles) in PEOPLE.items():
        account = _account(story, short, name)
        for role in roles:
            changes.grant_role(
                HOUSE,
                account,
                role=role,
                scope_kind=PLACE,
                scope_id=str(story.place.pk),
                why="4 September 2025: the board of Wenbeck asked them to.",
                **story.once(f"{short}/{role}"),
            )
    for purpose, words in WORDS.items():
        changes.set_wording(HOUSE, purpose=purpose, words=words, **story.once(purpose))
    already = Contributor.objects.filter(place=str(story.place.pk), erased_at=None).count()
    for number, purposes in list(enumerate(SLIPS, 1))[already:]:
        _slip(story, number, purposes)


def _account(story: Story, short: str, name: str) -> Account:
    """An account with a password of its own; one that is here keeps the password that was noted."""
    email = f"{short}@{story.recipe.slug}.example"
    account = Account.objects.filter(email=email).first()
    if account is not None and accounts.noted(email):
        return account
    password = slips.fresh()
    if account is None:
        account = changes.open_account(HOUSE, email=email, name=name, password=password, **story.once(short))
    else:
        changes.change_password(HOUSE, account, password=password)
    accounts.note(f"{name:<18} {email:<28} {password}")
    return account


def _slip(story: Story, number: int, purposes: tuple[str, ...]) -> None:
    contributor, code = changes.give_slip(story.who("dot", channel="face"), place=str(story.place.pk))
    accounts.note(f"slip {number}: {code}")
    person = actors.of_contributor(contributor, channel="paper")
    for purpose in purposes:
        wording = Wording.objects.filter(purpose=purpose, language="en").order_by("-version")[0]
        changes.give_consent(person, person, wording=wording, channel="paper")
