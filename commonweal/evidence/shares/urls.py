"""Addresses of fair shares."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.shares import views

urlpatterns = [
    *twins("place/<slug:slug>/shares", views.shares, name="place-shares"),
    path("place/<slug:slug>/shares/try", views.attempt, name="place-shares-try"),
    path("place/<slug:slug>/shares/keep", views.keep, name="place-shares-keep"),
    *twins("share-proposal/<key:id>", views.proposal, name="share-proposal"),
]
