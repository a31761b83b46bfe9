"""Loaded before settings are (`-p tests.own_folder`): tests keep a folder of their own.

So they meet nobody's place, leave nothing behind, and two runs at once do not share a database.
"""

from __future__ import annotations

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="commonweal-tests-")
os.environ["COMMONWEAL_VAR"] = _folder.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
# Playwright's own loop makes Django think tests are async; they are not.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
