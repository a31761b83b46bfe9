"""Addresses of the evidence; each part of the room has its own."""

from django.urls import include, path

from commonweal.core.answer import alone, twins
from commonweal.evidence import views

urlpatterns = [
    path("", include("commonweal.evidence.access.urls")),
    path("", include("commonweal.evidence.choosing.urls")),
    path("", include("commonweal.evidence.hubs.urls")),
    path("", include("commonweal.evidence.index.urls")),
    path("", include("commonweal.evidence.inequality.urls")),
    path("", include("commonweal.evidence.missed.urls")),
    path("", include("commonweal.evidence.profile.urls")),
    path("", include("commonweal.evidence.reading.urls")),
    path("", include("commonweal.evidence.release.urls")),
    path("", include("commonweal.evidence.returns.urls")),
    path("", include("commonweal.evidence.shares.urls")),
    *twins("place/<slug:slug>/evidence", views.evidence, name="place-evidence"),
    *twins("place/<slug:slug>/meanings", views.meanings, name="place-meanings"),
    *twins("figure/<key:id>", views.figure, name="figure"),
    *twins("place/<slug:slug>/areas", views.areas, name="place-areas"),
    *twins("place/<slug:slug>/sources", views.place_sources, name="place-sources"),
    *twins("sources", views.sources, name="sources"),
    alone("place/<slug:slug>/map.json", views.outlines, name="place-map", content="application/geo+json"),
    alone("place/<slug:slug>/map-values.json", views.layer, name="place-map-values"),
]
