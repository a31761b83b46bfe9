"""Addresses of people."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.people import erase_views, helper_views, language, slip_views, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", language.language, name="language"),
    *twins("me", views.me, name="me"),
    path("me/erase", erase_views.erase_me, name="erase-me"),
    path("slip", slip_views.slip, name="slip"),
    path("slip/withdraw", slip_views.withdraw, name="slip-withdraw"),
    path("slip/erase", slip_views.erase, name="slip-erase"),
    path("slip/agree", helper_views.agree, name="slip-agree"),
]
