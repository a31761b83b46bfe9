"""Addresses of answers to voices, and of what waits for one."""

from django.urls import path

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import twins
from commonweal.listening.receiving import views

urlpatterns = [
    *twins("place/<slug:slug>/listening/waiting", views.waiting, name="voices-waiting"),
    path("place/<slug:slug>/listening/waiting/days", views.patience, name="voices-patience"),
    path("voice/<key:id>/answer", views.reply, name="voice-answer"),
]
