"""Addresses that belong to no room."""

from django.urls import path

from commonweal.core import views

urlpatterns = [
    path("openapi.json", views.describe, name="openapi"),
    path("look", views.look, name="look"),
    path("style", views.style, name="style"),
]
