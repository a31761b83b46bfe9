"""Addresses of the index of social injustice."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.index import views

urlpatterns = [
    *twins("place/<slug:slug>/injustice", views.injustice, name="place-injustice"),
    path("place/<slug:slug>/injustice/session", views.begin, name="injustice-begin"),
    path("injustice-session/<key:id>", views.session, name="injustice-session"),
]
