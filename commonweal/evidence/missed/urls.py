"""Addresses of who has not been reached."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.evidence.missed import views

urlpatterns = [
    *twins("place/<slug:slug>/missed", views.missed, name="place-missed"),
    path("place/<slug:slug>/missed/find", views.find, name="missed-find"),
    path("missed-find/<key:id>", views.take_on, name="missed-take-on"),
    path("missed-find/<key:id>/let-go", views.let_go, name="missed-let-go"),
]
