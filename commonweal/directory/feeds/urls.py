"""Addresses of other directories."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.feeds import views

urlpatterns = [
    *twins("place/<slug:slug>/directories", views.directories, name="place-directories"),
    *twins("place/<slug:slug>/feeds", views.feeds, name="place-feeds"),
    path("place/<slug:slug>/feeds/add", views.add, name="place-feed-add"),
    *twins("place/<slug:slug>/differences", views.differences, name="place-differences"),
    path("service/<key:id>/settle", views.settle, name="service-settle"),
    *twins("feed/<key:id>", views.feed, name="feed"),
    path("feed/<key:id>/read", views.read, name="feed-read"),
    path("feed/<key:id>/take", views.take, name="feed-take"),
    path("feed/<key:id>/stop", views.stop, name="feed-stop"),
    path("feed/<key:id>/resume", views.resume, name="feed-resume"),
    *twins("feed/<key:id>/run/<key:run>", views.run, name="feed-run"),
]
