"""Addresses of shortlists and sheets."""

from django.urls import path

from commonweal.core.answer import alone, twins
from commonweal.directory.reaching import sheet_views, views

PDF = "application/pdf"
urlpatterns = [
    *twins("list", views.shortlist, name="list"),
    path("list/add", views.add, name="list-add"),
    path("list/change", views.change, name="list-change"),
    path("list/empty", views.empty, name="list-empty"),
    path("list/share", views.share, name="list-share"),
    path("list/send", views.send, name="list-send"),
    path("list/end", views.end, name="list-end"),
    path("list/card", views.card, name="list-card"),
    alone("list/large-print.pdf", views.large_print, name="list-large-print", content=PDF),
    *twins("l/<key:code>", views.opened, name="shared-list"),
    path("l/<key:code>/take", views.take, name="shared-list-take"),
    alone("l/<key:code>/large-print.pdf", views.opened_large, name="shared-list-large-print", content=PDF),
    path("service/<key:id>/print", sheet_views.choose, name="service-print"),
    alone("service/<key:id>/<key:sheet>.pdf", sheet_views.sheet, name="service-sheet", content=PDF),
    alone("service/<key:id>/<key:sheet>.png", sheet_views.picture, name="service-picture", content="image/png"),
    alone("place/<slug:slug>/card.pdf", sheet_views.card, name="place-card", content=PDF),
]
