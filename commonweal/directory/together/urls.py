"""Addresses of who works with whom."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.together import views

urlpatterns = [
    *twins("place/<slug:slug>/together", views.network, name="place-together"),
    *twins("organization/<key:id>/together", views.neighbourhood, name="organization-together"),
    path("place/<slug:slug>/together/say", views.say, name="together-say"),
    path("organization/<key:id>/anchor", views.mark, name="anchor-mark"),
    path("together/asked", views.asked, name="together-asked"),
    path("together/by/<key:code>", views.by_link, name="together-link"),
    path("together/<key:id>", views.partnership, name="together-one"),
    path("together/<key:id>/link", views.give_link, name="together-give-link"),
    path("together/<key:id>/act", views.act, name="together-act"),
]
