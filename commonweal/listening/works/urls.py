"""Addresses of works made together."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.works import maker_views, views

urlpatterns = [
    *twins("place/<slug:slug>/works", views.gallery, name="place-works"),
    path("place/<slug:slug>/works/new", views.begin, name="work-begin"),
    path("made/<key:id>/making", maker_views.making, name="work-making"),
    path("made/<key:id>/edit", views.edit, name="work-edit"),
    path("made/<key:id>/together", views.together, name="work-together"),
    path("made/<key:id>/join", maker_views.join, name="work-join"),
    path("made/<key:id>/agree", maker_views.agree, name="work-agree"),
    path("made/<key:id>/leave", maker_views.leave, name="work-leave"),
    path("made/<key:id>/answer", maker_views.answer_asked, name="work-answer"),
    path("made/<key:id>/welcome", maker_views.welcome, name="work-welcome"),
    path("made/<key:id>/edition", views.edition, name="work-edition"),
    *twins("made/<key:id>", views.work, name="work"),
]
