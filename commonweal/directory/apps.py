from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "commonweal.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Say what is kept here, who takes it in, and what finds it."""
        from commonweal.directory import registering

        registering.register()
