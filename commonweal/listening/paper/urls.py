"""Addresses of paper."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.paper import enter_views, views

urlpatterns = [
    *twins("gathering/<key:id>/paper", views.pile, name="paper"),
    path("gathering/<key:id>/paper/make", views.make, name="paper-make"),
    path("gathering/<key:id>/paper/photographs", views.bring, name="paper-bring"),
    path("gathering/<key:id>/paper/code", views.by_code, name="paper-code"),
    path("paper/photo/<key:id>", views.photo, name="paper-photo"),
    path("paper/photo/<key:id>/picture", views.picture, name="paper-picture"),
    path("paper/photo/<key:id>/drop", views.drop, name="paper-drop"),
    path("paper/sheet/<key:id>", enter_views.enter, name="paper-sheet"),
    path("paper/sheet/<key:id>/settle", enter_views.settle, name="paper-settle"),
    path("paper/sheet/<key:id>/aside", views.aside, name="paper-aside"),
]
