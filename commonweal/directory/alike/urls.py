"""Addresses of what may be in a directory twice."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.alike import views

urlpatterns = [
    *twins("place/<slug:slug>/alike", views.board, name="place-alike"),
    path("place/<slug:slug>/alike/again", views.again, name="alike-again"),
    path("alike/<key:id>/decide", views.decide, name="alike-decide"),
    path("merge/<key:id>/part", views.part, name="merge-part"),
]
