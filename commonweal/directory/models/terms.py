"""Terms that describe entries, and the standard's notes about records (HSDS taxonomy, attribute, metadata)."""

from __future__ import annotations

from django.db import models

from commonweal.core import privacy
from commonweal.core.columns import key, text
from commonweal.directory.models.sources import SourceRecord
from commonweal.places.models import public


class Taxonomy(models.Model):
    """A list of terms that somebody keeps (HSDS taxonomy)."""

    id = key()
    name = text()
    description = text()
    uri = text()
    version = text()
    source = models.ForeignKey(SourceRecord, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = public("id", "name", "description", "uri", "version") | {"source": privacy.HOUSE}

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(models.Model):
    """One term of a list, under another or at its top (HSDS taxonomy_term)."""

    id = key()
    taxonomy_detail = models.ForeignKey(
        Taxonomy, null=True, blank=True, on_delete=models.CASCADE, related_name="terms", db_column="taxonomy_id"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    code = text()
    name = text()
    description = text()
    taxonomy = text()  # the list's name, as the term's source gives it
    language = text()
    term_uri = text()
    term = text()  # the UK profile's older field
    source = models.ForeignKey(SourceRecord, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = public(*"id taxonomy_detail parent code name description taxonomy language term_uri term".split()) | {
        "source": privacy.HOUSE
    }

    def __str__(self) -> str:
        return self.name


class Attribute(models.Model):
    """A term, or a label and a value, said of any record (HSDS attribute)."""

    id = key()
    link_id = models.UUIDField()
    link_entity = models.CharField(max_length=40)
    link_type = text()
    taxonomy_term = models.ForeignKey(
        TaxonomyTerm, null=True, blank=True, on_delete=models.CASCADE, related_name="attributes"
    )
    value = text()
    label = text()

    privacy = public(*"id link_id link_entity link_type taxonomy_term value label".split())

    class Meta:
        indexes = [models.Index(fields=["link_id"])]

    def __str__(self) -> str:
        return self.label or self.value


class Metadata(models.Model):
    """A change that a source tells of one of its records (HSDS metadata). Our own history is the journal."""

    id = key()
    resource_id = models.UUIDField()
    resource_type = models.CharField(max_length=40)
    last_action_date = models.DateField(null=True, blank=True)
    last_action_type = text()
    field_name = text()
    previous_value = text()
    replacement_value = text()
    updated_by = text()

    privacy = dict.fromkeys(
        "id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value "
        "updated_by".split(),
        # An old value can be what is now withheld, and who changed it is a person: neither is ever published.
        privacy.HOUSE,
    )

    class Meta:
        indexes = [models.Index(fields=["resource_id"])]

    def __str__(self) -> str:
        return f"{self.field_name} of {self.resource_type}"


class MetaTableDescription(models.Model):
    """What language and characters a source's table is in (HSDS meta_table_description)."""

    id = key()
    name = text()
    language = text()
    character_set = text()

    privacy = public("id", "name", "language", "character_set")

    def __str__(self) -> str:
        return self.name
