"""Passwords are hashed quickly here: these tests type hundreds of them, and none is about the hash."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
