"""Addresses of what is here."""

from django.urls import include, path

from commonweal.core.answer import alone, twins
from commonweal.directory import find_views, going_on_views, keep_views, views, withhold_views

urlpatterns = [
    path("", include("commonweal.directory.about.urls")),
    path("", include("commonweal.directory.alike.urls")),
    path("", include("commonweal.directory.together.urls")),
    path("", include("commonweal.directory.reminding.urls")),
    path("", include("commonweal.directory.school_terms.urls")),
    path("", include("commonweal.directory.feeds.urls")),
    path("", include("commonweal.directory.sharing.urls")),
    path("", include("commonweal.directory.translating.urls")),
    path("", include("commonweal.directory.offers.urls")),
    path("", include("commonweal.directory.opening.urls")),
    path("keep/<key:code>", keep_views.by_link, name="entry-link"),
    path("service/<key:id>/edit", keep_views.edit, name="service-edit"),
    path("service/<key:id>/confirm", keep_views.confirm, name="service-confirm"),
    path("service/<key:id>/take-back", keep_views.take_back, name="service-take-back"),
    path("service/<key:id>/link", keep_views.give_link, name="service-link"),
    path("service/<key:id>/who-may-see", withhold_views.who_may_see, name="service-who-may-see"),
    path("service/<key:id>/wrong", keep_views.wrong, name="service-wrong"),
    path("place/<slug:slug>/missing", keep_views.missing, name="place-missing"),
    path("place/<slug:slug>/keeping/policy", keep_views.policy, name="keeping-policy"),
    path("proposal/<key:id>/decide", keep_views.decide, name="proposal-decide"),
    path("report/<key:id>/answer", keep_views.answer_report, name="report-answer"),
    *twins("told/<key:code>", keep_views.told, name="told"),
    *twins("place/<slug:slug>/keeping", keep_views.board, name="place-keeping"),
    *twins("place/<slug:slug>/assets", views.assets, name="place-assets"),
    *twins("asset/<key:id>", views.asset, name="asset"),
    *twins("place/<slug:slug>/services", going_on_views.services, name="place-services"),
    *twins("place/<slug:slug>/find", find_views.find, name="place-find"),
    *twins("service/<key:id>", going_on_views.service, name="service"),
    alone("service/<key:id>/sessions.ics", going_on_views.sessions, name="service-sessions", content="text/calendar"),
    path("", include("commonweal.directory.reaching.urls")),
    *twins("organization/<key:id>", going_on_views.organization, name="organization"),
]
