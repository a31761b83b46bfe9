from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "commonweal.listening"
    label = "listening"
    verbose_name = "Listening"

    def ready(self) -> None:
        """Say what is kept here, and how it is taken back."""
        from commonweal.listening import registering

        registering.register()
