"""Addresses of places that are not pages of figures."""

from django.urls import path

from commonweal.places import views

urlpatterns = [
    path("place/<slug:slug>/draw", views.draw, name="place-draw"),
    path("tiles/<int:z>/<int:x>/<int:y>", views.tile, name="map-tile"),
]
