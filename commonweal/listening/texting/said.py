"""What is texted back: short, as each part of a text is paid for and read on a small screen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.people.letters import site_address


def kept(code: str, place: str) -> str:
    """A story is kept: its code, who reads it, how to stop and how to take it back."""
    return _(
        "Thank you. Your story is kept as you wrote it. Your code: %(code)s. Text STATUS and the code to hear what "
        "becomes of it, WITHDRAW and the code to take it back, REPLIES if we may text you news, STOP for no texts. "
        "Only the people who listen in %(place)s read it."
    ) % {"place": place, "code": code}


def kept_again() -> str:
    """Another one from the same telephone, with the same slip."""
    return _("Thank you. This is kept too, with the code you have. WITHDRAW and the code takes all of it back.")


def empty() -> str:
    """STORY, and nothing after it."""
    return _("Text STORY and then what you want to say, in one text or several. Any language will do.")


def which(keywords: list[str]) -> str:
    """Several places share the number, and none was named. Or none takes texts."""
    if not keywords:
        return _("We cannot keep stories by text at the moment. Other ways to say it: %s") % site_address("/")
    ways = " / ".join(f"STORY {each}" for each in keywords)
    return _("Which place is it about? Nothing is kept yet. Text it again, beginning with %s") % ways


def stopped(*, has_story: bool) -> str:
    """The last text that nobody asked for."""
    words = _("You get no more texts from us.")
    if has_story:
        words += " " + _("What you told us stays until you take it back: text WITHDRAW and your code.")
    return words


def sure(many: int) -> str:
    """Are you sure?"""
    if many == 0:
        return _("There is nothing with this code that could be taken back. It may be gone already.")
    return _("This takes back all you told us with this code: the words are erased for good. To do it, text YES.")


def withdrawn() -> str:
    """It is gone."""
    return _("It is taken back. Your words are gone from everything we keep. Thank you for having spoken.")


def nothing_asked() -> str:
    """YES, and nothing was asked."""
    return _("There is nothing to say yes to now. To take something back, text WITHDRAW and your code.")


def unknown_code() -> str:
    """No such code."""
    return _(
        "We do not know this code. It has twelve letters and numbers: no 0, no 1, no letter O and no I. Try again."
    )


def too_many() -> str:
    """Guessed too often."""
    return _("Many codes have been tried. Wait 15 minutes, then text it again.")


def status(said: str) -> str:
    """What became of it."""
    return said or _("It is kept, and the people who listen here have it. Nothing more has come of it yet: %s") % (
        site_address("/slip")
    )


def replies() -> str:
    """They want to be told by text."""
    return _("We text you when something comes of what you told us, and never your words. STOP ends it.")


def nothing_yet() -> str:
    """REPLIES, but they have told us nothing."""
    return _("Tell us something first: text STORY and what you want to say.")


def help() -> str:
    """Whatever else was texted."""
    return _(
        "Hello. To tell us something, text STORY and then your words: they are kept as you write them. STATUS or "
        "WITHDRAW and your code for what you told us before. STOP for no texts. Or see a person: %s"
    ) % site_address("/")
