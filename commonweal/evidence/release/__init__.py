"""What may be given out of counts of people: asked before every figure, and remembered, so that none undoes another.

    from commonweal.evidence import release

    counted = release.Counted("returns:bins:2026-09", "Assisted bins", "Ashby Council, September 2026", people={…})
    given = release.give(HOUSE, place=place, counted=counted, questions=[release.Question(areas=("lsoa21:E01…",))])
    given[0].text  # "25", or the words that are said in place of a number

Numbers of people that a partner or this house has counted go through here; published official figures do not.
"""

from commonweal.evidence.release.asking import Answer, Counted, Question

__all__ = ["Answer", "Counted", "Question", "give"]


def give(*args: object, **kwargs: object) -> list[Answer]:
    """See `changes.give`. Brought in when it is asked for: rooms name this package before models are ready."""
    from commonweal.evidence.release import changes

    return changes.give(*args, **kwargs)  # type: ignore[arg-type]
