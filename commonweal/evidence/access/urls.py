"""Addresses of what people can reach."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.access import views

urlpatterns = [
    *twins("place/<slug:slug>/reach", views.reach, name="place-reach"),
    *twins("place/<slug:slug>/reach/points", views.points, name="place-reach-points"),
    path("place/<slug:slug>/reach/minutes", views.minutes, name="place-minutes"),
    path("place/<slug:slug>/reach/minutes/<key:id>/withdraw", views.withdraw, name="minutes-withdraw"),
]
