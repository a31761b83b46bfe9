"""Words that templates may use: core/templatetags/house.py."""
