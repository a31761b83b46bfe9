"""Addresses of pictures, sound and film."""

from django.urls import path

from commonweal.listening.media import upload_views, views

urlpatterns = [
    path("listening/media", upload_views.begin, name="media-begin"),
    path("listening/media/<key:id>", upload_views.piece, name="media-piece"),
    path("media/<key:id>", views.file, name="media"),
    path("media/<key:id>/small", views.small, name="media-small"),
    path("media/<key:id>/captions/<slug:language>.vtt", views.vtt, name="media-captions"),
    path("media/<key:id>/words", views.words, name="media-words"),
    path("media/<key:id>/take-away", views.take_away, name="media-take-away"),
    path("voice/<key:id>/media", views.of_voice, name="voice-media"),
]
