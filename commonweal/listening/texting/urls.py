"""The address at which texts come in."""

from django.urls import path

from commonweal.listening.texting import views

urlpatterns = [path("texts/in", views.texts_in, name="texts-in")]
