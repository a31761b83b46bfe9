"""A place told in a terminal: the same rows as its page."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table

from commonweal.evidence.rows import PlaceWhole


def tell(say: Console, whole: PlaceWhole) -> None:
    """Print a place whole."""
    say.print(f"\n{whole.name}", style="bold")
    say.print(whole.footprint, markup=False)
    for sentence in whole.sentences:
        say.print(f"  {sentence}", markup=False)
    _areas(say, whole)
    _need(say, whole)
    _assets(say, whole)
    _datasets(say, whole)
    _refused(say, whole)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    return table


def _known(value: float | int | None, digits: int = 0) -> str:
    return "not known" if value is None else f"{value:,.{digits}f}"


def _areas(say: Console, whole: PlaceWhole) -> None:
    table = _table("\nAreas", "")
    for words, count in whole.areas_by_kind.items():
        table.add_row(words, f"{count:,}")
    table.add_row("people", whole.population.text)
    say.print(table)


def _need(say: Console, whole: PlaceWhole) -> None:
    table = _table("\nNeighbourhoods in England’s most deprived", "tenth", "fifth", "of", "mean score")
    for share in whole.deprivation:
        tenth = f"{share.most_deprived_tenth:,} ({_known(share.percent_tenth, 1)}%)"
        fifth = f"{share.most_deprived_fifth:,} ({_known(share.percent_fifth, 1)}%)"
        table.add_row(
            f"Indices of Deprivation {share.edition}", tenth, fifth, f"{share.areas:,}", _known(share.score, 1)
        )
    say.print(table)
    figures = _table("\nWhat people live with", "here", "England")
    for figure in whole.figures:
        figures.add_row(figure.label, figure.text, figure.england_text)
    say.print(figures)


def _assets(say: Console, whole: PlaceWhole) -> None:
    table = _table("\nWhat is here", "")
    for group, counts in groupby(
        sorted(whole.assets, key=lambda each: (not each.keeps_well, each.group)), lambda c: c.group
    ):
        for each in counts:
            table.add_row(f"{group}: {each.label}", f"{each.count:,}")
    say.print(table)
    fifths = _table(
        "\nHelping keep people well, by fifth of deprivation", "people", "assets", "per 10,000", "95% interval"
    )
    for row in whole.fifths:
        words = {1: "1 (most deprived)", 5: "5 (least deprived)"}.get(row.fifth, str(row.fifth))
        interval = f"{_known(row.lower, 1)} to {_known(row.upper, 1)}"
        fifths.add_row(words, _known(row.population), f"{row.assets:,}", _known(row.per_10000, 1), interval)
    say.print(fifths)


def _datasets(say: Console, whole: PlaceWhole) -> None:
    table = _table("\nSources", "vintage", "licence", "age", "areas", "loaded", "used", "refused", "version")
    for row in whole.datasets:
        table.add_row(
            row.title,
            row.vintage,
            row.licence,
            row.age,
            f"{row.areas_covered:,} of {row.areas_expected:,} {row.counted}" if row.counted else "",
            row.loaded_at,
            f"{row.rows_used:,}",
            f"{row.rows_refused:,}",
            row.version,
        )
    say.print(table)


def _refused(say: Console, whole: PlaceWhole) -> None:
    if not whole.refused:
        return
    say.print(f"\nRows that could not be used (the first {min(len(whole.refused), 20)})", style="bold")
    for row in whole.refused[:20]:
        where = f"{row.file}, line {row.line}" if row.line else row.file
        say.print(f"  {row.dataset}: {where}: {row.reason}", markup=False)
