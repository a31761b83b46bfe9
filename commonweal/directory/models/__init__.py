"""What is here: assets that stand somewhere, and what goes on: organisations, services, where and when each happens.

What goes on is kept under the names of HSDS 3.1, whole; what is ours beside it (home place, who may see it, where it
came from) says so. `OF` finds the table of each of the standard's objects.
"""

from __future__ import annotations

from types import MappingProxyType

from django.db import models

from commonweal.directory.models.about import AboutFact
from commonweal.directory.models.alike import AlikeLooked, AlikePair, Judgement, Merge
from commonweal.directory.models.assets import Asset, AssetFact
from commonweal.directory.models.entries import Location, Organization, Program, Service, ServiceAtLocation
from commonweal.directory.models.feeds import Beside, FeedRun
from commonweal.directory.models.keeping import EditLink, EntryVersion, KeepingPolicy, Proposal, Report
from commonweal.directory.models.offers import Block, Given, Misuse, Offer, OfferAnswer, OfferGroup
from commonweal.directory.models.opening import Hindrance, Opening
from commonweal.directory.models.parts import (
    Accessibility,
    Address,
    Contact,
    CostOption,
    Funding,
    Language,
    OrganizationIdentifier,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceArea,
    ServiceCapacity,
    Unit,
    Url,
)
from commonweal.directory.models.reaching import Shortlist
from commonweal.directory.models.reminding import Reminding
from commonweal.directory.models.school_terms import SchoolTerm
from commonweal.directory.models.seen import Audience
from commonweal.directory.models.sharing import Campaign, Showcase, Stall, Theme
from commonweal.directory.models.sources import Feed, SourceRecord
from commonweal.directory.models.terms import Attribute, Metadata, MetaTableDescription, Taxonomy, TaxonomyTerm
from commonweal.directory.models.together import Anchor, AnchorDoubt, Partnership, PartnershipLink, PartnershipVersion
from commonweal.directory.models.translating import PlaceLanguage, Translation, TranslationVersion
from commonweal.directory.models.withheld import Withheld

OF: MappingProxyType[str, type[models.Model]] = MappingProxyType(
    {
        "organization": Organization,
        "organization_identifier": OrganizationIdentifier,
        "program": Program,
        "service": Service,
        "service_at_location": ServiceAtLocation,
        "location": Location,
        "address": Address,
        "schedule": Schedule,
        "service_area": ServiceArea,
        "contact": Contact,
        "phone": Phone,
        "language": Language,
        "accessibility": Accessibility,
        "cost_option": CostOption,
        "funding": Funding,
        "required_document": RequiredDocument,
        "url": Url,
        "unit": Unit,
        "service_capacity": ServiceCapacity,
        "taxonomy": Taxonomy,
        "taxonomy_term": TaxonomyTerm,
        "attribute": Attribute,
        "metadata": Metadata,
        "meta_table_description": MetaTableDescription,
    }
)

__all__ = [
    "OF",
    "AboutFact",
    "Accessibility",
    "Address",
    "AlikeLooked",
    "AlikePair",
    "Anchor",
    "AnchorDoubt",
    "Asset",
    "AssetFact",
    "Attribute",
    "Audience",
    "Beside",
    "Block",
    "Campaign",
    "Contact",
    "CostOption",
    "EditLink",
    "EntryVersion",
    "Feed",
    "FeedRun",
    "Funding",
    "Given",
    "Hindrance",
    "Judgement",
    "KeepingPolicy",
    "Language",
    "Location",
    "Merge",
    "MetaTableDescription",
    "Metadata",
    "Misuse",
    "Offer",
    "OfferAnswer",
    "OfferGroup",
    "Opening",
    "Organization",
    "OrganizationIdentifier",
    "Partnership",
    "PartnershipLink",
    "PartnershipVersion",
    "Phone",
    "PlaceLanguage",
    "Program",
    "Proposal",
    "Reminding",
    "Report",
    "RequiredDocument",
    "Schedule",
    "SchoolTerm",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Shortlist",
    "Showcase",
    "SourceRecord",
    "Stall",
    "Taxonomy",
    "TaxonomyTerm",
    "Theme",
    "Translation",
    "TranslationVersion",
    "Unit",
    "Url",
    "Withheld",
]
