"""Addresses of entries in other languages."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.translating import views

urlpatterns = [
    *twins("service/<key:id>/in/<slug:language>", views.in_language, name="service-in"),
    path("service/<key:id>/in/<slug:language>/edit", views.write, name="service-translate"),
    path("service/<key:id>/in/<slug:language>/check", views.check, name="translation-check"),
    path("service/<key:id>/in/<slug:language>/take-back", views.take_back, name="translation-take-back"),
    path("service/<key:id>/in/<slug:language>/erase", views.erase, name="translation-erase"),
    *twins("place/<slug:slug>/translations", views.work, name="place-translations"),
    path("place/<slug:slug>/translations/languages", views.want, name="translations-wanted"),
    path("place/<slug:slug>/translations/<slug:language>", views.labels, name="translation-labels"),
]
