"""Addresses of the pages that gather rooms."""

from django.urls import path

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import alone, twins
from commonweal.front import account_views, slip_views, views

urlpatterns = [
    *twins("", views.home, name="home"),
    *twins("find", views.find, name="find"),
    *twins("place/<slug:slug>", views.place, name="place"),
    path("place/<slug:slug>/slips", slip_views.slips, name="place-slips"),
    *twins("place/<slug:slug>/account", account_views.years, name="year-accounts"),
    path("place/<slug:slug>/account/<int:year>/close", account_views.close, name="year-close"),
    alone(
        "place/<slug:slug>/account/<int:year>.pdf",
        account_views.printed,
        name="year-printed",
        content="application/pdf",
    ),
    *twins("place/<slug:slug>/account/<int:year>", account_views.year, name="year-account"),
    *twins("area/<key:key>", views.area, name="area"),
    *twins("compare", views.compare, name="compare"),
    *twins("welcome/<slug:who>", views.welcome, name="welcome"),
    path("about", views.about, name="about"),
    path("accessibility", views.accessibility, name="accessibility"),
]
