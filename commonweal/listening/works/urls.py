"""Addresses of works made together."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.works import maker_views, views

urlpatterns = [
    *twins("place/<slug:slug>/works", views.gallery, name="place-works"),
    path("place/<slug:slug>/works/new", views.begin, name="work-begin"),
    path("work/<key:id>/making", maker_views.making, name="work-making"),
    path("work/<key:id>/edit", views.edit, name="work-edit"),
    path("work/<key:id>/together", views.together, name="work-together"),
    path("work/<key:id>/join", maker_views.join, name="work-join"),
    path("work/<key:id>/agree", maker_views.agree, name="work-agree"),
    path("work/<key:id>/leave", maker_views.leave, name="work-leave"),
    path("work/<key:id>/answer", maker_views.answer_asked, name="work-answer"),
    path("work/<key:id>/welcome", maker_views.welcome, name="work-welcome"),
    path("work/<key:id>/edition", views.edition, name="work-edition"),
    *twins("work/<key:id>", views.work, name="work"),
]
