"""The languages somebody can say that they speak in: by the name its speakers give it."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

# Those most often spoken at home in England after English (census 2021), and those a place is often asked for.
# Whatever is not listed is said in words: no language is refused.
CODES = (
    "en", "pl", "ro", "pa", "ur", "pt", "es", "ar", "bn", "gu", "it", "ta", "fr", "lt", "zh-hans", "tr", "bg", "ru",
    "fa", "hu", "el", "so", "ku", "ps", "sq", "uk", "sk", "cs", "hi", "ml", "te", "vi", "th", "cy", "am", "ti", "bfi",
)  # fmt: skip
OURS = {
    "bfi": _("British Sign Language"),
    "ps": "پښتو",
    "gu": "ગુજરાતી",
    "so": "Soomaali",
    "ku": "کوردی",
    "am": "አማርኛ",
    "ti": "ትግርኛ",
    "sq": "shqip",
    "zh-hans": "中文",
    "pa": "ਪੰਜਾਬੀ / پنجابی",
}


def choices() -> list[tuple[str, str]]:
    """Codes and names, in order; the last one is for what is not listed."""
    return [(code, named(code)) for code in CODES] + [("und", str(_("Another language")))]


def named(code: str) -> str:
    """A language by the name its speakers give it."""
    if code in OURS:
        return str(OURS[code])
    return str(LANG_INFO.get(code, {}).get("name_local", "")) or code


def right_to_left(code: str) -> bool:
    """Is it written from right to left?"""
    return code.split("-")[0] in {"ar", "fa", "ur", "ps", "ku", "he", "ug", "sd", "dv", "yi"}
