"""Addresses of what was given out of counts of people."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.release import views

urlpatterns = [
    *twins("place/<slug:slug>/release", views.release, name="place-release"),
    path("place/<slug:slug>/release/rules", views.set_rules, name="place-release-rules"),
]
