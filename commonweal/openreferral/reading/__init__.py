"""Readers of what others send: APIs, files, tables and sheets, each turned into the same records with what was wrong.

A reader never decides what is kept or shown: it says what the source said, in the standard's words, and names every
row and cell it had to leave out or change. Nothing here touches a database.
"""

from commonweal.openreferral.reading.record import Gone, Part, Problem, Problems, Reading, Record

__all__ = ["Gone", "Part", "Problem", "Problems", "Reading", "Record"]
