"""Addresses of numbers with voices beside them."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.beside import views

urlpatterns = [
    *twins("place/<slug:slug>/beside", views.beside, name="place-beside"),
    path("place/<slug:slug>/beside/choose", views.choose, name="beside-choose"),
    path("pairing/<key:id>/part", views.part, name="pairing-part"),
]
