"""The report as people read it at a terminal: the verdict, the card, then each finding with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from commonweal.openreferral.check.report import ERROR, NOTE, WARNING, Finding, Report

COLOURS = {"pass": "green", "warn": "yellow", "fail": "red", ERROR: "red", WARNING: "yellow", NOTE: "dim"}
TITLES = {
    "endpoints": "Addresses",
    "files": "Files",
    "unknown_id": "Unknown id",
    "nested_ids": "Nested ids",
    "filters": "Filters",
    "forms": "Forms",
    "paging": "Pages",
    "changes": "Changes",
    "seconds": "Seconds",
    "cors": "CORS",
    "etag": "ETag",
    "openapi": "OpenAPI",
    "licence": "Licence",
}
BAD = ("ignored", "wrong", "broken")
TOGETHER = {"endpoints", "files", "unknown_id", "paging"}  # what is alike stands on one line


def show(report: Report, console: Console) -> None:
    """Print all of it."""
    console.print(f"[bold]{escape(report.url)}[/bold]  {report.card.get('edition', '')} ({report.profile})")
    counted = (f"{report.count(level)} {level}s" for level in (ERROR, WARNING, NOTE))
    colour = COLOURS[report.verdict]
    asked = f"; {report.requests} requests" if report.requests else ""
    console.print(f"[bold {colour}]{report.verdict.upper()}[/]  {', '.join(counted)}{asked}\n", highlight=False)
    console.print(card(report.card))
    for each in report.sorted():
        _finding(each, console)
    for sentence in report.left:
        console.print(f"[yellow]not looked at[/]  {escape(sentence)}")


def card(said: Mapping[str, Any]) -> Table:
    """The capability card: what the feed does, and what it only seems to do."""
    drawn = Table(box=None, pad_edge=False, show_header=False)
    for title, name, word in lines(said):
        drawn.add_row(f"[bold]{escape(title)}[/]", escape(name), _coloured(word))
    return drawn


def lines(said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The card's lines; a title stands only with its first."""
    for key, value in said.items():
        title = TITLES.get(key, key)
        if not isinstance(value, Mapping):
            value = {"": str(value)} if key != "edition" else {}
        elif key in TOGETHER:
            value = _turned(value)
        for name, word in value.items():
            yield title, name, _grouped(word) if isinstance(word, Mapping) else str(word)
            title = ""


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    """By the word: `answers: /, /services`."""
    by: dict[str, list[str]] = {}
    for name, word in words.items():
        by.setdefault(word, []).append(name)
    return {word: ", ".join(names) for word, names in by.items()}


def _grouped(words: Mapping[str, str]) -> str:
    """The same on one line: `filters: search, day; ignored: full`."""
    return "; ".join(f"{word}: {names}" for word, names in _turned(words).items())


def _coloured(word: str) -> str:
    return f"[yellow]{escape(word)}[/]" if any(sign in word for sign in BAD) else escape(word)


def _finding(each: Finding, console: Console) -> None:
    times = f" ({each.times} times)" if each.times > 1 else ""
    console.print(f"\n[{COLOURS[each.level]}]{each.level}[/]  {escape(each.what)}{times}", highlight=False)
    console.print(f"  [dim]{escape(each.where)}[/]", highlight=False, soft_wrap=True)
    if each.fix:
        console.print(f"  {escape(each.fix)}", highlight=False)
