"""Addresses of themes, of making sense together, and of reading across what was said."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.listening.coding import sense_views, views

urlpatterns = [
    *twins("place/<slug:slug>/listening/themes", views.themes, name="listening-themes"),
    path("place/<slug:slug>/listening/themes/new", views.new_theme, name="listening-theme-new"),
    path("place/<slug:slug>/listening/codebook", views.codebook, name="codebook"),
    path("place/<slug:slug>/listening/codebook.qdc", views.codebook_file, name="codebook-file"),
    path("place/<slug:slug>/listening/project", views.project, name="coded-project"),
    *twins("place/<slug:slug>/listening/read", views.read, name="listening-read"),
    *twins("place/<slug:slug>/listening/before", views.asked_before, name="listening-before"),
    path("place/<slug:slug>/listening/sense", sense_views.all_of, name="sense"),
    *twins("listening/theme/<key:id>", views.theme, name="listening-theme"),
    path("listening/theme/<key:id>/change", views.change_theme, name="listening-theme-change"),
    path("coding/<key:id>/drop", views.uncode, name="coding-drop"),
    *twins("sense/<key:id>", sense_views.session, name="sense-session"),
    path("sense/<key:id>/voice/<key:voice>", sense_views.voice, name="sense-voice"),
    path("sense/<key:id>/sort", sense_views.sort, name="sense-sort"),
    path("sense/<key:id>/cards", sense_views.cards, name="sense-cards"),
    path("sense/<key:id>/differ", sense_views.differ, name="sense-differ"),
    path("sense/<key:id>/close", sense_views.close, name="sense-close"),
]
