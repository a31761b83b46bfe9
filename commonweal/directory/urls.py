"""Addresses of what is here."""

from commonweal.core.answer import alone, twins
from commonweal.directory import going_on_views, views

urlpatterns = [
    *twins("place/<slug:slug>/assets", views.assets, name="place-assets"),
    *twins("asset/<key:id>", views.asset, name="asset"),
    *twins("place/<slug:slug>/services", going_on_views.services, name="place-services"),
    *twins("service/<key:id>", going_on_views.service, name="service"),
    alone("service/<key:id>/sessions.ics", going_on_views.sessions, name="service-sessions", content="text/calendar"),
    *twins("organization/<key:id>", going_on_views.organization, name="organization"),
]
