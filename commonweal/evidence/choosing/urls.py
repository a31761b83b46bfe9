"""Addresses of choosing."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.choosing import views

urlpatterns = [
    *twins("place/<slug:slug>/choosing", views.choosing, name="place-choosing"),
    path("place/<slug:slug>/choosing/keep", views.keep, name="choosing-keep"),
    *twins("choice/<key:id>", views.choice, name="choice"),
]
