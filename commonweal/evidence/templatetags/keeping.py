"""Pieces of pages that are the same for everybody, rendered once until a figure changes."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from commonweal.evidence.keep import kept

register = template.Library()


class KeptNode(template.Node):
    """What is inside, as it was when last rendered for these values, in the language being read."""

    def __init__(self, inside: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = inside, values

    def render(self, context: template.Context) -> SafeString:
        """Rendered once; longer pieces count for more of what may be kept."""
        key = ("piece", *(str(value.resolve(context)) for value in self.values))
        return kept(key, lambda: self.nodelist.render(context), weight=lambda made: 1 + len(made) // 100_000)


@register.tag("kept")
def kept_tag(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "figures" area.key %}…{% endkept %}`: all that is inside must follow from these values and the figures.

    Nothing in it may depend on who is looking, and nothing in it may be said about what changes without a load.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside, values)
