from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "commonweal.evidence"
    label = "evidence"
