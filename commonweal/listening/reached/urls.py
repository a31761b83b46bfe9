"""Addresses of who is missing."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.reached import views

urlpatterns = [
    *twins("place/<slug:slug>/missing", views.season, name="place-missing-people"),
    path("place/<slug:slug>/missing/reach", views.reach_out, name="reach-out"),
    path("gathering/<key:id>/count/sheet", views.sheet, name="gathering-sheet"),
    path("gathering/<key:id>/count/<slug:step>", views.count, name="gathering-count"),
    *twins("gathering/<key:id>/missing", views.gathering, name="gathering-missing"),
    path("outreach/<key:id>", views.outreach, name="outreach"),
]
