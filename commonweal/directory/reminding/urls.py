"""Addresses of letters that ask whether entries are true."""

from django.urls import path

from commonweal.directory.reminding import views

urlpatterns = [path("letters/<key:code>", views.letters, name="letters-stop")]
