"""What a gathering's page asks of the conversations that belong to it."""

from __future__ import annotations

from django import template

from commonweal.listening.models import Gathering
from commonweal.listening.opinion import queries
from commonweal.listening.opinion.rows import ConversationRow

register = template.Library()


@register.simple_tag
def conversations_at(gathering: Gathering) -> list[ConversationRow]:
    """Conversations with votes that belong to a gathering."""
    return queries.at_gathering(gathering)
