"""Addresses of walks."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.walks import print_views, views

urlpatterns = [
    *twins("place/<slug:slug>/walks", views.walks, name="place-walks"),
    path("place/<slug:slug>/walks/new", views.tell, name="walk-new"),
    path("walk/<key:id>/stops/new", views.add_stop, name="walk-stop-new"),
    path("walk/<key:id>/print", print_views.choose, name="walk-print"),
    path("walk-stop/<key:id>/place", views.place_stop, name="walk-stop-place"),
    path("walk-stop/<key:id>/remove", views.remove_stop, name="walk-stop-remove"),
    *twins("walk/<key:id>", views.walk, name="walk"),
]
