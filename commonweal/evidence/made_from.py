"""The files a number was made from: in words for a reader; and by id, so that it is marked when one is taken back."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.evidence.columns import MANY
from commonweal.evidence.rows import Cite
from commonweal.places.models import DatasetVersion, Value


def files(cites: Iterable[Cite | None]) -> tuple[str, ...]:
    """Ids of the very files that these sources name."""
    named = {(each.dataset, each.version) for each in cites if each is not None and each.version}
    rows = DatasetVersion.objects.filter(dataset__in={dataset for dataset, _ in named})
    return ids(each for each in rows if (each.dataset_id, each.sha256[:8]) in named)


def ids(versions: Iterable[DatasetVersion]) -> tuple[str, ...]:
    """As a kept number keeps them: each once, in one order."""
    return tuple(sorted({str(each.pk) for each in versions}))


def in_use(areas: Iterable[int], measures: Iterable[str]) -> list[DatasetVersion]:
    """The files that give these columns of these neighbourhoods now. Of a nation it is enough to ask some of them."""
    rows = Value.objects.filter(area__in=list(areas)[:MANY], measure__key__in=list(measures), current=True)
    held = DatasetVersion.objects.filter(pk__in=rows.values("version")).select_related("dataset")
    return list(held.order_by("dataset"))


def said(cites: Iterable[Cite | None]) -> str:
    """Whose figures these are and of when, each once."""
    told = (f"{each.title}, {each.publisher}, {each.vintage}" for each in cites if each is not None)
    return "; ".join(dict.fromkeys(told))


def said_of(versions: Iterable[DatasetVersion]) -> str:
    """The same of files."""
    told = {f"{each.dataset.title}, {each.dataset.publisher}, {each.dataset.vintage}" for each in versions}
    return "; ".join(sorted(told))


def licences(cites: Iterable[Cite | None]) -> str:
    """On what terms, each once."""
    return ", ".join(sorted({each.licence for each in cites if each is not None and each.licence}))
