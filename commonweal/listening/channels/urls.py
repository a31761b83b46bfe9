"""Addresses of how people are told."""

from django.urls import path

from commonweal.listening.channels import views

urlpatterns = [
    path("my-channel", views.my_channel, name="my-channel"),
    path("place/<slug:slug>/to-tell", views.to_tell, name="to-tell"),
    path("told/<key:id>/said", views.say_told, name="told-said"),
]
