"""Addresses of hubs."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.hubs import views

urlpatterns = [
    *twins("place/<slug:slug>/hubs", views.what_if, name="place-hubs"),
    path("place/<slug:slug>/hubs/keep", views.keep, name="hubs-keep"),
    *twins("place/<slug:slug>/hubs/beside", views.beside, name="hubs-beside"),
    *twins("what-if/<key:id>", views.scenario, name="what-if"),
    path("what-if/<key:id>/act", views.act, name="what-if-act"),
]
