"""Capture where people are: the phone-first app and the mapping kiosk, which work with no network and lose nothing."""
