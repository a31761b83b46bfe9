"""Addresses of a place's profile as things stand, and of those that were kept: each as page, paper and files."""

from django.urls import path

from commonweal.core.answer import alone, twins
from commonweal.evidence.profile import file_views, views

urlpatterns = [
    *twins("place/<slug:slug>/profile", views.profile, name="place-profile"),
    *twins("profile/<key:id>", views.kept, name="profile"),
    path("place/<slug:slug>/profile/keep", views.keep, name="profile-keep"),
]
for end, kind, make in file_views.FILES:
    here, there = f"place/<slug:slug>/profile.{end}", f"profile/<key:id>.{end}"
    urlpatterns += [
        alone(here, file_views.now(end, make), name=f"place-profile-{end}", content=kind),
        alone(there, file_views.kept(end, make), name=f"profile-{end}", content=kind),
    ]
