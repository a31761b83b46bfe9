"""Addresses of how unequal a place is."""

from commonweal.core.answer import twins
from commonweal.evidence.inequality import views

urlpatterns = [
    *twins("place/<slug:slug>/inequality", views.gaps, name="place-inequality"),
    *twins("place/<slug:slug>/inequality/<slug:indicator>", views.gap, name="place-gap"),
]
