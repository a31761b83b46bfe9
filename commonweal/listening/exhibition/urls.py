"""Addresses of exhibitions."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.exhibition import curate_views, views

urlpatterns = [
    *twins("place/<slug:slug>/exhibitions", views.exhibitions, name="place-exhibitions"),
    path("place/<slug:slug>/exhibitions/new", curate_views.begin, name="exhibition-begin"),
    path("exhibition/<key:id>/hang", curate_views.hang, name="exhibition-hang"),
    path("exhibition/<key:id>/panels", curate_views.panels, name="exhibition-panels"),
    *twins("exhibition/<key:id>/thing/<key:item>", views.thing, name="exhibition-thing"),
    *twins("exhibition/<key:id>", views.entrance, name="exhibition"),
]
