"""Reaching people who are not in front of the page: shortlists, sheets of paper that hang on walls, letters and texts.

Whatever leaves the page holds only what everyone may know: paper lies about, and a telephone is lent.
"""
