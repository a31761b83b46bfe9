"""Addresses of the journal: /history/places.place/<id> and /thread/places.place/<id>."""

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import twins
from commonweal.journal import views

urlpatterns = [
    *twins("history/<kind:kind>/<key:id>", views.history, name="history"),
    *twins("status", views.status, name="status"),
    *twins("thread/<kind:kind>/<key:id>", views.thread, name="thread"),
]
