"""Addresses of the app, of what it sends, and of the pages of whoever holds a gathering."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.capture import take_views, views

urlpatterns = [
    path("place/<slug:slug>/capture", views.capture, name="capture"),
    path("place/<slug:slug>/capture/worker.js", views.capture_worker, name="capture-worker"),
    path("place/<slug:slug>/capture/ground", views.capture_ground, name="capture-ground"),
    path("place/<slug:slug>/capture/app.webmanifest", views.capture_manifest, name="capture-manifest"),
    path("gathering/<key:id>/kiosk", views.kiosk, name="kiosk"),
    path("gathering/<key:id>/kiosk/worker.js", views.kiosk_worker, name="kiosk-worker"),
    path("gathering/<key:id>/kiosk/ground", views.kiosk_ground, name="kiosk-ground"),
    path("gathering/<key:id>/kiosk/app.webmanifest", views.kiosk_manifest, name="kiosk-manifest"),
    path("gathering/<key:id>/kiosk/set-up", views.set_up, name="kiosk-set-up"),
    *twins("gathering/<key:id>/arrived", views.arrived, name="kiosk-arrived"),
    path("kiosk/<key:id>/end", views.end, name="kiosk-end"),
    path("listening/take", take_views.take, name="take"),
    path("listening/take/counts", take_views.counts, name="take-counts"),
]
