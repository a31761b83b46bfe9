"""The index of each kind: what is found by what. It stores no text: it answers with places in the list alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson
import tantivy
from tantivy import Filter, Tokenizer

from commonweal.openreferral.serving import columns

BULK_BYTES, FEW_BYTES = 400_000_000, 30_000_000


@cache
def schema() -> tantivy.Schema:
    """What the index keeps of a record."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("ord", indexed=True, fast=True)
    builder.add_text_field("name", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("stem", tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("text", tokenizer_name="folded", index_option="basic")
    # What narrows a search for common words; a question without words is answered from the columns.
    for each in columns.WORDS:
        builder.add_text_field(each, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("modified", fast=True)
    for each in ("low", "high", "latitude", "longitude"):
        builder.add_float_field(each, fast=True)
    return builder.build()


@cache
def analyser(stemmed: bool) -> tantivy.TextAnalyzer:
    """Text into words: lower case, accents folded; stemmed as English or not."""
    builder = tantivy.TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if stemmed else builder).build()


def words_of(search: str) -> list[str]:
    """The words somebody searches for. Small ones (the, for, with) do not count, unless there are no others."""
    said = analyser(False).analyze(search)
    return _without_small_words().analyze(search) or said


@cache
def _without_small_words() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return builder.filter(Filter.stopword("english")).build()


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder, made if it is not there. Rows stand in the order they are listed in."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tantivy.Index(schema(), str(folder), sort_by_field="ord", sort_order=tantivy.Order.Asc)
    made.register_tokenizer("folded", analyser(False))
    made.register_tokenizer("stemmed", analyser(True))
    return made


class Shelves:
    """Writes to the indexes of all kinds. Only one process writes; nothing is seen before `commit`."""

    def __init__(self, folder: Path, *, bulk: bool) -> None:
        self.folder, self.bulk = folder, bulk
        self._writers: dict[str, tantivy.IndexWriter] = {}

    def put(self, kind: str, number: int, entry: dict[str, Any]) -> None:
        """A record, at its place in the list."""
        entry["ord"] = number
        self._writer(kind).add_json(orjson.dumps(entry).decode())

    def replace(self, kind: str, number: int, entry: dict[str, Any]) -> None:
        """A record that may stand there already."""
        self.take_out(kind, number)
        self.put(kind, number, entry)

    def take_out(self, kind: str, number: int) -> None:
        """Nothing more is found there."""
        # By a query: a term of an unsigned field given by name is taken as signed, and nothing would be taken out.
        self._writer(kind).delete_documents_by_query(tantivy.Query.term_query(schema(), "ord", number))

    def commit(self) -> None:
        """All of it is seen by whoever opens the index from now on."""
        for each in self._writers.values():
            each.commit()
            each.wait_merging_threads()
        self._writers = {}

    def __enter__(self) -> Shelves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._writers.values():
            each.rollback()
        self._writers = {}

    def _writer(self, kind: str) -> tantivy.IndexWriter:
        if kind not in self._writers:
            size, threads = (BULK_BYTES, 2) if self.bulk else (FEW_BYTES, 1)
            self._writers[kind] = opened(self.folder / kind).writer(size, threads)
        return self._writers[kind]
