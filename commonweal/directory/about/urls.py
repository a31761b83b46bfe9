"""Addresses of venues."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.about import views

urlpatterns = [
    *twins("place/<slug:slug>/venues", views.venue_list, name="place-venues"),
    path("place/<slug:slug>/venues/add", views.add, name="venue-add"),
    path("venue/<key:id>/describe", views.describe, name="venue-describe"),
    path("venue/<key:id>/take-back", views.take_back, name="venue-take-back"),
    path("organization/<key:id>/about", views.organization, name="organization-about"),
]
