"""Addresses of what people offer and ask."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.offers import step_views, views

urlpatterns = [
    *twins("place/<slug:slug>/offers", views.offers, name="place-offers"),
    path("place/<slug:slug>/offers/new", views.say, name="offer-say"),
    path("offers/mine", views.mine, name="offers-mine"),
    path("offer/<key:id>/change", views.say_anew, name="offer-change"),
    path("offer/<key:id>/take-away", step_views.take_away, name="offer-take-away"),
    path("offer/<key:id>/answer", views.give_answer, name="offer-answer"),
    path("offer/<key:id>/misuse", views.misuse, name="offer-misuse"),
    path("offer-answer/<key:id>/decide", step_views.decide, name="answer-decide"),
    path("offer-answer/<key:id>/take-back", step_views.take_back, name="answer-take-back"),
    path("offer-answer/<key:id>/given", step_views.hand_over, name="answer-given"),
    path("offer-answer/<key:id>/block", step_views.block, name="answer-block"),
    path("misuse/<key:id>/decide", step_views.decide_report, name="misuse-decide"),
    *twins("offer/<key:id>", views.offer, name="offer"),
]
