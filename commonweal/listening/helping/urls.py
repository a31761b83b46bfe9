"""Addresses for helpers."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.helping import views, write_views

urlpatterns = [
    path("place/<slug:slug>/write-down", write_views.write_down, name="write-down"),
    path("place/<slug:slug>/phone-script", views.phone_script, name="phone-script"),
    path("place/<slug:slug>/read-back", views.waiting, name="place-read-back"),
    path("read-back/<key:id>", views.read_back, name="read-back"),
    *twins("place/<slug:slug>/helpers-time", views.time, name="helpers-time"),
    path("place/<slug:slug>/helpers-time/keep", views.keep_time, name="helpers-time-keep"),
]
