"""Where an office is held, as far as its words show: kinds of institution, and the words of its field."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.lexicon import load_table
from pipeline.extract.name_words import words_of
from pipeline.extract.role_lexicon import head_noun


def scope_words(role: str) -> frozenset[str]:
    """The longer words of a role after its head: "Minister of Educational Transformation"."""
    scope = re.split(r"\s(?:of|for|in)\s", role, maxsplit=1)[1:]
    return frozenset(word for word in words_of(" ".join(scope)) if len(word) > 4)


@cache
def places_of(noun: str) -> frozenset[str]:
    """The kinds of place (``places`` of ``roles.toml``) where an office is held."""
    fits: dict[str, list[str]] = load_table("roles")["fits"]
    return frozenset(
        place for place, nouns in fits.items() if noun in nouns or noun in (n.replace("-", " ") for n in nouns)
    )


def base_noun(role: str) -> str:
    """The office noun without deputies and in the singular: "Vice-Rectors" gives "rector"."""
    noun = head_noun(role)
    for prefix in ("vice ", "vice-", "deputy ", "pro ", "assistant ", "associate "):
        if noun.startswith(prefix) and noun not in ("vice chancellor", "vice-chancellor"):
            noun = noun.removeprefix(prefix)
    noun = noun.replace("vice chancellor", "vice-chancellor")
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "affairs", "studies")) else noun
