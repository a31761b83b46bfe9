"""One module for each outside source: a fact sheet (SOURCE) and two verbs, fetch(folder) and read(path).

Feeds know nothing of the house: no Django, no database. They turn files, as published, into records.
"""
