"""Pages, for any WSGI server."""

import os

import django

from commonweal.config import variables

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
variables.sums_on_one_core()
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402

from commonweal.config import gather  # noqa: E402

# Before the application is made: it lists the files it serves once, when it starts.
gather.static_files()
application = get_wsgi_application()
