"""Addresses of conversations with votes."""

from django.urls import path, re_path

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import twins
from commonweal.listening.opinion import paper_views, views, vote_views

urlpatterns = [
    *twins("place/<slug:slug>/conversations", views.conversations, name="place-conversations"),
    path("place/<slug:slug>/conversations/new", views.begin, name="conversation-begin"),
    path("conversation/<key:id>/vote", vote_views.vote, name="conversation-vote"),
    path("conversation/<key:id>/votes", vote_views.own, name="conversation-own"),
    path("conversation/<key:id>/add", vote_views.add, name="conversation-add"),
    path("conversation/<key:id>/step", views.step, name="conversation-step"),
    path("conversation/<key:id>/room", views.room, name="conversation-room"),
    path("conversation/<key:id>/now", views.now, name="conversation-now"),
    *twins("conversation/<key:id>/results", views.results, name="conversation-results"),
    *twins("conversation/<key:id>/moderation", views.moderation, name="conversation-moderation"),
    path("conversation/<key:id>/paper", paper_views.ballot_sheet, name="conversation-paper"),
    path("conversation/<key:id>/paper/type", paper_views.type_in, name="conversation-type"),
    re_path(
        r"^conversation/(?P<id>[0-9a-f-]{36})/export/(?P<file>participants-votes\.csv|comments\.csv)$",
        views.export,
        name="conversation-export",
    ),
    path("statement/<key:id>/decide", views.decide, name="statement-decide"),
    path("paper-batch/<key:id>/drop", paper_views.drop, name="paper-drop"),
    path("room", vote_views.join, name="room-join"),
    path("room/<slug:code>", vote_views.join, name="room"),
    *twins("conversation/<key:id>", views.conversation, name="conversation"),
]
