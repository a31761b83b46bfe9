"""Addresses of how unequal a place is."""

from commonweal.core.answer import twins
from commonweal.evidence.inequality import views

urlpatterns = [
    *twins("place/<slug:slug>/inequality", views.gaps, name="place-inequality"),
    # Before the next, which would take it for an indicator.
    *twins("place/<slug:slug>/inequality/over-time", views.over_time, name="place-gaps-over-time"),
    *twins("place/<slug:slug>/inequality/<slug:indicator>", views.gap, name="place-gap"),
]
