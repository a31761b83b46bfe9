"""Entries in other languages, beside the words they were made from: when those change, the old ones are not shown."""
