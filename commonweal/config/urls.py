"""Every address of the house, room by room."""

from django.urls import include, path

urlpatterns = [
    # First, because a room of phones asks for it most: addresses are tried in order. No two rooms share one.
    path("", include("commonweal.listening.urls")),
    path("", include("commonweal.front.urls")),
    path("", include("commonweal.funding.urls")),
    path("", include("commonweal.inquiry.urls")),
    path("", include("commonweal.evidence.urls")),
    path("", include("commonweal.directory.urls")),
    path("", include("commonweal.places.urls")),
    path("", include("commonweal.people.urls")),
    path("", include("commonweal.journal.urls")),
    path("", include("commonweal.core.urls")),
]

handler400 = "commonweal.core.answer.bad_request"
handler404 = "commonweal.core.answer.page_not_found"
handler500 = "commonweal.core.answer.broken"
