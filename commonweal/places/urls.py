"""Addresses of places that are not pages of figures."""

from django.urls import path

from commonweal.places import views

urlpatterns = [path("place/<slug:slug>/draw", views.draw, name="place-draw")]
