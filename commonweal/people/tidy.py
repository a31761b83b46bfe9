"""What is forgotten about people by itself, each day, so that nothing stays only because nobody thought of it."""

from __future__ import annotations

from commonweal.people import attempts, invitations, letters, lockout, sessions


def forget_what_is_over() -> int:
    """Letters kept as files, invitations that came to nothing, sessions that ran out, counts of failures.

    Returns how many letters, invitations and devices went.
    """
    attempts.forget()
    lockout.forget()
    return letters.forget_old() + invitations.forget_old() + sessions.forget_over()
