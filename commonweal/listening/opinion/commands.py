"""`commonweal opinion …`: groups of opinion in a conversation that was exported, at the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from commonweal.config import say
from commonweal.listening.opinion import polis, telling
from commonweal.methods import opinion as methods

app = typer.Typer(help="Groups of opinion over statements that people vote on.", no_args_is_help=True)


@app.callback()
def opinion() -> None:
    """Several commands, though there is one so far."""


@app.command("groups")
def groups(
    folder: Annotated[Path, typer.Argument(help="A folder with a Polis export: comments.csv and votes.")],
    leave_out: Annotated[int, typer.Option(min=0, help="Leave out one person so many times.")] = methods.ONES,
    smallest: Annotated[int, typer.Option(min=1, help="Tell of no group of fewer people.")] = methods.SMALLEST,
    as_json: say.AsJson = False,
) -> None:
    """What people agree on, which groups of opinion there are, what few hold, and how steady all of it is."""
    export = polis.read(folder)
    held = methods.matrix(export.log)
    out = np.array([_out(export, each) for each in held.statements], dtype=bool)
    found = methods.opinion(held.votes, out, smallest=smallest)
    steady = methods.steadiness(found, out, smallest=smallest, ones=leave_out)
    told = _told(export, held, out, found, steady)
    say.answer(told, as_json=as_json, sentence=_sentence(told))


def _out(export: polis.Export, statement: Any) -> bool:
    return statement in export.statements and export.statements[statement].out


def _told(
    export: polis.Export,
    held: methods.Matrix,
    out: methods.Flags,
    found: methods.Opinion,
    steady: methods.Steadiness,
) -> dict[str, Any]:
    def one(column: int) -> dict[str, Any]:
        id = held.statements[column]
        said = export.statements.get(int(str(id)))
        return {"id": id, "words": said.words if said else None}

    def many(columns: Sequence[int]) -> list[dict[str, Any]]:
        return [one(each) for each in columns]

    names = telling.names(found.count)
    return {
        "topic": export.topic,
        "people": len(held.people),
        "statements": len(held.statements),
        "votes": held.cast,
        "votes_changed": held.changed if export.from_log else None,
        "taken_out": int(out.sum()),
        "counts_that_differ_from_the_file": _differ(export, held),
        "people_in_groups": len(found.grouped),
        "groups": [
            {
                "name": name,
                "people": size,
                "typical": [one(each.statement) | {"way": each.way} for each in found.typical[number]],
            }
            for number, (name, size) in enumerate(zip(names, found.sizes, strict=True))
        ]
        if found.count > 1
        else [],
        "silhouette": found.silhouette,
        "silhouette_by_number_of_groups": dict(found.tried),
        "some_counted_with_the_nearest_group": found.folded,
        "consensus": {
            "agree": many(found.agreed),
            "disagree": many(found.disagreed),
            "all_groups": [one(each) | {"score": float(found.group_consensus[each])} for each in found.together],
        },
        "minority_views": [
            one(each.statement)
            | {"group": names[each.group], "way": each.way}
            | {"group_share": each.group_share, "rest_share": each.rest_share}
            for each in found.minority
        ],
        "stability": asdict(steady) | {"verdict": steady.verdict, "words": telling.steady_words(steady)},
    }


def _differ(export: polis.Export, held: methods.Matrix) -> int:
    agree, disagree, _cast = methods.counts(held.votes)
    recounted = {each: (int(agree[at]), int(disagree[at])) for at, each in enumerate(held.statements)}
    return sum(recounted.get(each.id, (0, 0)) != (each.agrees, each.disagrees) for each in export.statements.values())


def _sentence(told: dict[str, Any]) -> str:
    lines = [f"{told['people']:,} people cast {told['votes']:,} votes on {told['statements']:,} statements."]
    if told["groups"]:
        sizes = ", ".join(f"{each['name']}: {each['people']:,}" for each in told["groups"])
        lines.append(f"{len(told['groups'])} groups of opinion among {told['people_in_groups']:,} people ({sizes}).")
    else:
        lines.append("They do not fall into groups.")
    lines.append(told["stability"]["words"])
    for title, found in (("All groups agree", "all_groups"), ("Nearly everybody disagrees", "disagree")):
        lines += [f"\n{title}:", *(f"  {_line(each)}" for each in told["consensus"][found])]
    for each in told["groups"]:
        lines.append(f"\nTypical of {each['name']}:")
        lines += [f"  {said['way']}: {_line(said)}" for said in each["typical"]]
    return "\n".join(lines)


def _line(said: dict[str, Any]) -> str:
    return f"{said['id']}. {' '.join((said['words'] or '').split())}"
