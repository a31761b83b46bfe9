"""Addresses of what people can reach."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.access import bring_views, views

urlpatterns = [
    *twins("place/<slug:slug>/reach", views.reach, name="place-reach"),
    *twins("place/<slug:slug>/reach/points", views.points, name="place-reach-points"),
    path("place/<slug:slug>/reach/minutes", bring_views.minutes, name="place-minutes"),
    *twins("place/<slug:slug>/reach/bringing/<key:id>", bring_views.bringing, name="bringing"),
    path("place/<slug:slug>/reach/bringing/<key:id>/use", bring_views.use, name="bringing-use"),
    path("place/<slug:slug>/reach/minutes/<key:id>/withdraw", bring_views.withdraw, name="minutes-withdraw"),
    path("place/<slug:slug>/reach/streets/<key:id>/withdraw", bring_views.withdraw_streets, name="streets-withdraw"),
]
