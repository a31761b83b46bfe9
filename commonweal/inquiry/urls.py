"""Addresses of what was decided and promised."""

from django.urls import path

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import twins
from commonweal.inquiry import step_views, views

urlpatterns = [
    *twins("place/<slug:slug>/commitments", views.wall, name="commitments"),
    path("place/<slug:slug>/commitments/new", views.new_commitment, name="commitment-new"),
    *twins("place/<slug:slug>/decisions", views.decisions, name="decisions"),
    path("place/<slug:slug>/decisions/new", views.new_decision, name="decision-new"),
    path("decision/<key:id>/change", views.set_right, name="decision-change"),
    path("commitment/<key:id>/steps", step_views.steps, name="commitment-steps"),
    *twins("commitment/<key:id>", views.commitment, name="commitment"),
    *twins("decision/<key:id>", views.decision, name="decision"),
]
