from __future__ import annotations

import datetime
from typing import Any

import pytest

from commonweal.openreferral.reading import values


@pytest.mark.parametrize(
    ("is_", "said", "got"),
    [
        ("uri", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("uri", "http://example.org/a b", "http://example.org/a%20b"),
        ("uri", "https://example.org/café", "https://example.org/caf%C3%A9"),
        ("email", " info@example.org ", "info@example.org"),
        ("email", "mailto:info@example.org", "info@example.org"),
        ("email", "\u200binfo@example.org\ufeff", "info@example.org"),
        ("number", "16", 16),
        ("number", "1,200.50", 1200.5),
        ("number", "£3", 3),
        ("number", "x333", 333),
        ("number", 0, 0),
        ("date", "2022-05-17T00:00:00Z", "2022-05-17"),
        ("date", "17 May 2022", "2022-05-17"),
        ("date", datetime.date(2022, 5, 17), "2022-05-17"),
        ("datetime", "2024-09-25T14:23:06+01:00", "2024-09-25T14:23:06+01:00"),
        ("datetime", "2024-01-01", "2024-01-01T00:00:00+00:00"),
        ("time", "5.30pm", "17:30"),
        ("text", "  two\u00a0 words ", "two words"),
        ("text", None, None),
        ("text", "", None),
        ("uuid", 42, "42"),
    ],
)
def test_a_value_is_read_by_its_type_and_nothing_need_be_said(is_: str, said: Any, got: Any) -> None:
    assert values.read(is_, said) == values.Value(got)


@pytest.mark.parametrize(
    ("is_", "said", "got", "note"),
    [
        ("uri", "www.example.org/x", "https://www.example.org/x", "had no https://"),
        ("uri", "https://a.example.org ; https://b.example.org", "https://a.example.org", "several"),
        ("uri", "N/A", None, "stands for nothing"),
        ("uri", "see our page", None, "no web address"),
        ("uri", "http:/x", None, "no address"),
        ("email", "a@example.org; b@example.org", "a@example.org", "more than"),
        ("email", "ask at the desk", None, "no e-mail"),
        ("email", "a@example", None, "no e-mail"),
        ("number", "12 to 14", None, "not a number"),
        ("date", "05/06/2022", "2022-06-05", "day or month"),
        ("date", "soon", None, "no date"),
        ("time", "late", None, "no time"),
        ("text", ["a"], None, "not text"),
    ],
)
def test_what_was_changed_or_left_out_is_said(is_: str, said: Any, got: Any, note: str) -> None:
    read = values.read(is_, said)
    assert read.got == got and note in read.note


def test_markup_is_taken_off_and_what_was_never_to_be_seen_goes_with_it() -> None:
    said = "<p>Tea &amp; <b>cake</b></p><script>alert('x')</script><style>p{}</style><ul><li>Monday<li>Friday</ul>"
    assert values.plain(said) == "Tea & cake\n\n- Monday\n- Friday"


def test_what_only_looks_like_markup_stays() -> None:
    assert values.plain("We <3 tea: write to <tea@example.org>") == "We <3 tea: write to <tea@example.org>"
    assert values.plain("people&rsquo;s") == "people’s"
