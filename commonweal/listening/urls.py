"""Addresses of what people say; each part of the room has its own."""

from django.urls import include, path

from commonweal.core.answer import twins
from commonweal.listening import keep_views, own_views, views

urlpatterns = [
    path("", include("commonweal.listening.opinion.urls")),
    path("", include("commonweal.listening.coding.urls")),
    path("", include("commonweal.listening.media.urls")),
    path("", include("commonweal.listening.walks.urls")),
    path("", include("commonweal.listening.reached.urls")),
    path("", include("commonweal.listening.channels.urls")),
    path("", include("commonweal.listening.helping.urls")),
    path("", include("commonweal.listening.texting.urls")),
    path("", include("commonweal.listening.receiving.urls")),
    path("", include("commonweal.listening.capture.urls")),
    path("", include("commonweal.listening.paper.urls")),
    *twins("place/<slug:slug>/listening", views.listening, name="place-listening"),
    *twins("place/<slug:slug>/voices", views.voices, name="place-voices"),
    path("place/<slug:slug>/say", views.say, name="say"),
    path("place/<slug:slug>/gatherings/new", keep_views.new_gathering, name="gathering-new"),
    *twins("place/<slug:slug>/holds", keep_views.holds, name="place-holds"),
    path("place/<slug:slug>/voices-plan", keep_views.plan, name="voices-plan"),
    *twins("place/<slug:slug>/taken-back", keep_views.proofs, name="taken-back"),
    path("gathering/<key:id>/change", keep_views.change_gathering, name="gathering-change"),
    path("gathering/<key:id>/close", keep_views.close_gathering, name="gathering-close"),
    *twins("gathering/<key:id>", views.gathering, name="gathering"),
    path("voices/mine", own_views.mine, name="voices-mine"),
    path("voice/<key:id>/take-back", own_views.take_back, name="voice-take-back"),
    path("voice/<key:id>/shown-as", own_views.show_as, name="voice-shown-as"),
    path("voice/<key:id>/uses", own_views.choose_uses, name="voice-uses"),
    path("voice/<key:id>/read-back", own_views.read_back, name="voice-read-back"),
    path("voice/<key:id>/listen", keep_views.choose, name="voice-listen"),
    path("hold/<key:id>/appeal", own_views.appeal, name="hold-appeal"),
    path("hold/<key:id>/end", keep_views.end_hold, name="hold-end"),
    path("quote/<key:id>/drop", keep_views.drop_quote, name="quote-drop"),
    path("redaction/<key:id>/decide", keep_views.decide_redaction, name="redaction-decide"),
    *twins("voice/<key:id>", views.voice, name="voice"),
    path("", include("commonweal.listening.works.urls")),
    path("", include("commonweal.listening.exhibition.urls")),
    path("", include("commonweal.listening.beside.urls")),
]
