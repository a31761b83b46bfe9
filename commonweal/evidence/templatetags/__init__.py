"""Words that templates may use: evidence/templatetags/keeping.py."""
