"""Addresses of what is here."""

from commonweal.core.answer import twins
from commonweal.directory import views

urlpatterns = [
    *twins("place/<slug:slug>/assets", views.assets, name="place-assets"),
    *twins("asset/<key:id>", views.asset, name="asset"),
]
