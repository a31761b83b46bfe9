"""Addresses of what is backed."""

from commonweal.core.answer import twins
from commonweal.funding import views

urlpatterns = [*twins("place/<slug:slug>/grants", views.grants, name="place-grants")]
