"""Addresses of readings, and of keeping a number."""

from django.urls import path

from commonweal.core.answer import alone, twins
from commonweal.evidence.reading import views

urlpatterns = [
    *twins("place/<slug:slug>/reading", views.readings, name="place-readings"),
    path("place/<slug:slug>/reading/prepare", views.prepare, name="reading-prepare"),
    path("place/<slug:slug>/cite", views.cite, name="place-cite"),
    alone("reading/<key:id>/wall.pdf", views.wall, name="reading-wall", content="application/pdf"),
    *twins("reading/<key:id>", views.reading, name="reading"),
    *twins("reading/<key:id>/<int:number>", views.page, name="reading-page"),
    path("reading/<key:id>/<int:number>/words", views.word, name="reading-word"),
    path("reading/<key:id>/<int:number>/note", views.note, name="reading-note"),
    path("reading/<key:id>/end", views.end, name="reading-end"),
]
