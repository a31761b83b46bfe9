"""Addresses of what partners send, and of communities."""

from django.urls import path

from commonweal.core.answer import alone, twins
from commonweal.evidence.returns import community_views, link_views, send_views, views

PLACE = "place/<slug:slug>/returns"
urlpatterns = [
    *twins(PLACE, views.board, name="place-returns"),
    path(f"{PLACE}/new", send_views.new_contract, name="contract-new"),
    *twins(f"{PLACE}/<slug:key>", views.contract, name="contract"),
    alone(f"{PLACE}/<slug:key>/contract.json", views.document, name="contract-document"),
    path(f"{PLACE}/<slug:key>/example.csv", views.example, name="contract-example"),
    *twins(f"{PLACE}/<slug:key>/figures", views.figures, name="return-figures"),
    path(f"{PLACE}/<slug:key>/renew", send_views.renew_contract, name="contract-renew"),
    path(f"{PLACE}/<slug:key>/end", send_views.end_contract, name="contract-end"),
    path(f"{PLACE}/<slug:key>/send", send_views.send, name="return-send"),
    path(f"{PLACE}/<slug:key>/link", link_views.give, name="contract-link"),
    path("sending-link/<key:id>/end", link_views.end, name="contract-link-end"),
    path("sending", link_views.read, name="sending"),
    path("sending/file", link_views.send, name="sending-file"),
    path("sending/example.csv", link_views.example, name="sending-example"),
    path("sending/thanks", link_views.thanks, name="sending-thanks"),
    path("sending/<key:code>", link_views.arrive, name="sending-link"),
    *twins("return/<key:id>", views.delivery, name="return"),
    path("return/<key:id>/take-back", send_views.take_back, name="return-take-back"),
    *twins("place/<slug:slug>/communities", community_views.communities, name="place-communities"),
    *twins("place/<slug:slug>/communities/<slug:key>", community_views.community, name="place-community"),
]
