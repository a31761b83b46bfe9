"""One module for each outside source: a fact sheet (SOURCE) and two verbs, fetch(folder) and read(path).

Feeds know nothing of the house: no Django, no database. They turn files, as published, into records. Every module has

- `SOURCE` (and `SOURCES`, where one module reads a family of datasets);
- `recognise(head) -> Source | None`: is this file mine, judged by its columns and first rows, never by its name;
- `measures(path) -> tuple[Measure, ...]`: the published columns, () for feeds without figures;
- `read(path, *, refuse) -> Iterator[record]`: every usable row of the file; the others go to `refuse(Refused(…))`;
- `fetch(folder) -> list[Path]`: the only part that may touch the network.
"""
