"""Addresses of what is carried elsewhere."""

from django.urls import path

from commonweal.core.answer import alone, twins
from commonweal.directory.sharing import campaign_views, showcase_views, views, widget_views

CALENDAR = "text/calendar"

urlpatterns = [
    *twins("place/<slug:slug>/themes", views.themes, name="place-themes"),
    path("place/<slug:slug>/themes/new", views.new, name="theme-new"),
    *twins("place/<slug:slug>/theme/<slug:theme>", views.theme, name="theme"),
    path("place/<slug:slug>/theme/<slug:theme>/edit", views.edit, name="theme-edit"),
    path("place/<slug:slug>/theme/<slug:theme>/end", views.end, name="theme-end"),
    alone(
        "place/<slug:slug>/theme/<slug:theme>/sessions.ics",
        views.sessions,
        name="theme-sessions",
        content=CALENDAR,
    ),
    *twins("place/<slug:slug>/campaign/<slug:theme>", campaign_views.public, name="campaign"),
    *twins("place/<slug:slug>/campaign/<slug:theme>/for-staff", campaign_views.staff, name="campaign-staff"),
    path("place/<slug:slug>/campaign/<slug:theme>/edit", campaign_views.edit, name="campaign-edit"),
    path("place/<slug:slug>/campaign/<slug:theme>/end", campaign_views.end, name="campaign-end"),
    *twins("place/<slug:slug>/showcases", showcase_views.every, name="place-showcases"),
    path("place/<slug:slug>/showcases/new", showcase_views.new, name="showcase-new"),
    *twins("showcase/<key:id>", showcase_views.one, name="showcase"),
    path("showcase/<key:id>/edit", showcase_views.edit, name="showcase-edit"),
    path("showcase/<key:id>/keep", showcase_views.keep, name="showcase-keep"),
    alone("showcase/<key:id>/showcase.ics", showcase_views.calendar, name="showcase-calendar", content=CALENDAR),
    path("place/<slug:slug>/widget", widget_views.build, name="widget-build"),
    path("widget/<slug:slug>", widget_views.widget, name="widget"),
]
