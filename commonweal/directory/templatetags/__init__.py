"""Words that templates may use: directory/templatetags/about.py."""
