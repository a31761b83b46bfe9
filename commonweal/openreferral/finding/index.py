"""The index of one place's services: words by the field they stand in. It stores no text and answers with ordinals.

Kept in memory, or in a folder; made anew when services change, which takes less than a second for five thousand.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Document, Occur, Query

from commonweal.openreferral.finding.reading import Sought, Way
from commonweal.openreferral.finding.synonyms import table
from commonweal.openreferral.finding.texts import CALLED, FIELDS, VENUES, Texts
from commonweal.openreferral.finding.words import FILLER, Word, stem
from commonweal.openreferral.serving.index import analyser

BYTES = 15_000_000  # the least that the writer takes
# Of several ways to say one thing, the best counts, and the others so much beside it.
BESIDE = 0.3
# The same word as it is written, not only by its stem; and a word that begins so.
EXACT, BEGUN = 0.3, 0.4
BEGUN_LETTERS = 3
LONG_WORD = 8  # from so many letters on, two may be wrong
ALL = "all"


@cache
def schema() -> tantivy.Schema:
    """One stemmed field for each kind of text, and all of it as it is written."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("ord", fast=True)
    for name in (*FIELDS, CALLED):
        builder.add_text_field(_field(name), tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field(ALL, tokenizer_name="folded", index_option="freq")
    return builder.build()


def _field(name: str) -> str:
    return name.replace(" ", "_")


class Index:
    """Services by their words."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema(), str(folder)) if folder else tantivy.Index(schema())
        self._index.register_tokenizer("folded", analyser(False))
        self._index.register_tokenizer("stemmed", analyser(True))
        self._index.reload()
        self._searcher = self._index.searcher()

    @classmethod
    def of(cls, texts: Iterable[Texts], folder: Path | None = None) -> Index:
        """An index made of the texts of services, in their order."""
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        made = cls(folder)
        writer = made._index.writer(BYTES, 1)
        for number, said in enumerate(texts):
            document = Document()
            document.add_unsigned("ord", number)
            for name in (*FIELDS, CALLED):
                for text in said[name]:
                    document.add_text(_field(name), text)
                    document.add_text(ALL, text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        made._index.reload()
        made._searcher = made._index.searcher()
        return made

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @cached_property
    def words(self) -> dict[str, int]:
        """Every word that is written, and in how many services."""
        return dict(self._searcher.terms_with_prefix(ALL, ""))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    @cached_property
    def _spelled(self) -> list[str]:
        """Words that a misspelt one may be meant for."""
        return sorted({word for word in (*self.words, *table().words) if len(word) > 3 and word.isalpha()})

    def holds(self, word: str) -> bool:
        """Does the word occur, by its stem, or as the beginning of one?"""
        return stem(word) in self._stems or any(each.startswith(word) for each in self.words)

    def nearest(self, word: Word, *, surely: bool = False) -> str | None:
        """The word that a misspelt one is meant for. None where it is spelled right, or like nothing at all.

        `surely`: only where letters are swapped, doubled or not doubled. Whole sentences hold many words that are not
        known here and yet spelled right.
        """
        said = word.said
        if len(said) < 4 or said in FILLER or not said.isalpha() or stem(said) in self._known or self.holds(said):
            return None
        slips = 2 if len(said) >= LONG_WORD else 1
        near = process.extract(said, self._spelled, scorer=OSA.distance, score_cutoff=slips, limit=20)
        if surely:
            near = [each for each in near if set(each[0]) == set(said)]
        # A first letter is seldom mistyped; of words as near as each other, the commonest is meant.
        best = sorted(near, key=lambda e: (e[1], e[0][0] != said[0], -self.words.get(e[0], 0), e[0]))
        return str(best[0][0]) if best else None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(stem, table().words)) | frozenset(map(stem, FILLER))

    def scores(self, sought: Sequence[Sought], weights: Sequence[float], begun: Collection[str] = ()) -> np.ndarray:
        """How well each service fits what is sought: BM25 over the fields, by weight. 0 where nothing is found."""
        found = np.zeros(len(self))
        if not sought or not len(self):
            return found
        clauses = [
            (Occur.Should, Query.boost_query(self._any_way(each, each.said in begun), weight))
            for each, weight in zip(sought, weights, strict=True)
        ]
        hits = self._searcher.search(Query.boolean_query(clauses), limit=len(self), count=False).hits
        numbers = self._searcher.fast_field_values("ord", [address for _, address in hits])
        found[np.asarray(numbers, dtype=np.int64)] = [score for score, _ in hits]
        return found

    def called(self, stems: Collection[str]) -> np.ndarray:
        """Which services have all these in their name."""
        asked = Query.boolean_query([(Occur.Must, _all_of(CALLED, (each,))) for each in stems])
        hits = self._searcher.search(asked, limit=max(1, len(self)), count=False).hits
        found = np.zeros(len(self), bool)
        found[np.asarray(self._searcher.fast_field_values("ord", [at for _, at in hits]), dtype=np.int64)] = True
        return found

    def _any_way(self, sought: Sought, begun: bool) -> Query:
        ways = [_way(way, sought.direct) for way in sought.ways]
        if begun and len(sought.said) >= BEGUN_LETTERS:
            prefix = Query.fuzzy_term_query(schema(), ALL, sought.said, distance=0, prefix=True)
            ways.append(Query.const_score_query(prefix, BEGUN))
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways, BESIDE)


@lru_cache(16_384)
def _way(way: Way, direct: bool) -> Query:
    """A word wherever it stands; several words where all of them stand together in one field.

    What the table makes of a word is not looked for in the names of venues: a Social Club says nothing of being lonely.
    """
    names = [name for name in FIELDS if direct or name != VENUES]
    fields = [Query.boost_query(_all_of(_field(name), way.stems), FIELDS[name]) for name in names]
    if direct and len(way.stems) == 1:
        fields.append(Query.const_score_query(Query.term_query(schema(), ALL, way.word), EXACT))
    return Query.boolean_query([(Occur.Should, each) for each in fields])


def _all_of(field: str, stems: tuple[str, ...]) -> Query:
    if len(stems) == 1:
        return Query.term_query(schema(), field, stems[0], index_option="freq")
    return Query.boolean_query(
        [(Occur.Must, Query.term_query(schema(), field, each, index_option="freq")) for each in stems]
    )
