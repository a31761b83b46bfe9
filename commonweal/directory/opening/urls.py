"""Addresses of spaces that could be open."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.opening import views

urlpatterns = [
    *twins("opening/told/<key:code>", views.told, name="opening-told"),
    path("place/<slug:slug>/openings/suggest", views.suggest, name="opening-suggest"),
    *twins("place/<slug:slug>/openings", views.openings, name="place-openings"),
    path("opening/<key:id>/lead", views.lead, name="opening-lead"),
    path("opening/<key:id>/move", views.move, name="opening-move"),
    path("opening/<key:id>/hindrance", views.find_hindrance, name="opening-hindrance"),
    path("opening/<key:id>/doors", views.doors, name="opening-doors"),
    path("hindrance/<key:id>", views.step, name="hindrance-step"),
    *twins("opening/<key:id>", views.opening, name="opening"),
]
