from django.apps import AppConfig


class InquiryConfig(AppConfig):
    name = "commonweal.inquiry"
    label = "inquiry"
    verbose_name = "Inquiry"

    def ready(self) -> None:
        """Say what is kept here, how it stands in the thread, and what it tells the people who spoke."""
        from commonweal.inquiry import registering

        registering.register()
