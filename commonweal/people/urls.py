"""Addresses of people."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.people import language, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", language.language, name="language"),
    *twins("me", views.me, name="me"),
]
