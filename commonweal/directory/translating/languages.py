"""The languages an entry can be put into: each with its own name, its English name, and which way it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import NotFound

SOURCE = "en-GB"  # entries are written in English
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "prs", "ps", "ur", "yi"}
# By tag (BCP 47). Named after what people in England say they speak at home; a place wants those that it needs.
NAMES: dict[str, tuple[str, Any]] = {
    "am": ("አማርኛ", gettext_lazy("Amharic")),
    "ar": ("العربية", gettext_lazy("Arabic")),
    "bg": ("Български", gettext_lazy("Bulgarian")),
    "bn": ("বাংলা", gettext_lazy("Bengali")),
    "ckb": ("کوردیی ناوەندی", gettext_lazy("Kurdish (Sorani)")),
    "cs": ("Čeština", gettext_lazy("Czech")),
    "cy": ("Cymraeg", gettext_lazy("Welsh")),
    "es": ("Español", gettext_lazy("Spanish")),
    "fa": ("فارسی", gettext_lazy("Persian (Farsi)")),
    "fr": ("Français", gettext_lazy("French")),
    "gu": ("ગુજરાતી", gettext_lazy("Gujarati")),
    "he": ("עברית", gettext_lazy("Hebrew")),
    "hi": ("हिन्दी", gettext_lazy("Hindi")),
    "hu": ("Magyar", gettext_lazy("Hungarian")),
    "it": ("Italiano", gettext_lazy("Italian")),
    "lt": ("Lietuvių", gettext_lazy("Lithuanian")),
    "lv": ("Latviešu", gettext_lazy("Latvian")),
    "ml": ("മലയാളം", gettext_lazy("Malayalam")),
    "pa": ("ਪੰਜਾਬੀ", gettext_lazy("Punjabi")),
    "pl": ("Polski", gettext_lazy("Polish")),
    "prs": ("دری", gettext_lazy("Dari")),
    "ps": ("پښتو", gettext_lazy("Pashto")),
    "pt": ("Português", gettext_lazy("Portuguese")),
    "ro": ("Română", gettext_lazy("Romanian")),
    "ru": ("Русский", gettext_lazy("Russian")),
    "sk": ("Slovenčina", gettext_lazy("Slovak")),
    "so": ("Soomaali", gettext_lazy("Somali")),
    "sq": ("Shqip", gettext_lazy("Albanian")),
    "sw": ("Kiswahili", gettext_lazy("Swahili")),
    "ta": ("தமிழ்", gettext_lazy("Tamil")),
    "ti": ("ትግርኛ", gettext_lazy("Tigrinya")),
    "tr": ("Türkçe", gettext_lazy("Turkish")),
    "uk": ("Українська", gettext_lazy("Ukrainian")),
    "ur": ("اردو", gettext_lazy("Urdu")),
    "vi": ("Tiếng Việt", gettext_lazy("Vietnamese")),
    "yi": ("ייִדיש", gettext_lazy("Yiddish")),
    "yue": ("廣東話", gettext_lazy("Cantonese")),
    "zh": ("中文", gettext_lazy("Chinese")),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag, what it calls itself, what English calls it, and which way it is written."""

    tag: str
    own_name: str
    name: str
    direction: str


def language(tag: str) -> Language:
    """The language with this tag.

    >>> language("ur").direction, language("pl").direction
    ('rtl', 'ltr')
    """
    if tag not in NAMES:
        raise NotFound(_("No language with this short name is known here."))
    own, name = NAMES[tag]
    return Language(tag, own, str(name), "rtl" if tag in RIGHT_TO_LEFT else "ltr")


def every() -> list[Language]:
    """All of them, by their English names."""
    return sorted((language(tag) for tag in NAMES), key=lambda each: each.name)
