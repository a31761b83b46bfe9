"""Addresses of who is missing."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.reached import views

urlpatterns = [
    *twins("place/<slug:slug>/reached", views.season, name="place-reached"),
    path("place/<slug:slug>/reached/reach-out", views.reach_out, name="reach-out"),
    path("gathering/<key:id>/count/sheet", views.sheet, name="gathering-sheet"),
    path("gathering/<key:id>/count/<slug:step>", views.count, name="gathering-count"),
    *twins("gathering/<key:id>/reached", views.gathering, name="gathering-reached"),
    path("outreach/<key:id>", views.outreach, name="outreach"),
]
