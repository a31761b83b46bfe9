"""Pages, for any WSGI server."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
# Sums of a page are small: shared out among cores they cost five times the processor time, spent on waiting for each
# other and taken from the threads that answer others. Read as numpy is loaded, so it is said before anything else is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402

from commonweal.config import gather  # noqa: E402

# Before the application is made: it lists the files it serves once, when it starts.
gather.static_files()
application = get_wsgi_application()
