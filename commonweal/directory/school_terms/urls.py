"""Addresses of a place's school terms."""

from django.urls import path

from commonweal.core.answer import twins
from commonweal.directory.school_terms import views

urlpatterns = [
    *twins("place/<slug:slug>/school-terms", views.terms, name="school-terms"),
    path("place/<slug:slug>/school-terms/add", views.add, name="school-term-add"),
    path("place/<slug:slug>/school-terms/remove", views.remove, name="school-term-remove"),
]
