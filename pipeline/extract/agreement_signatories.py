"""Who signed an agreement for its parties: in the sentences that speak of it, else in those right after them."""

from __future__ import annotations

from collections.abc import Container, Sequence

from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Span

_PARTS = ("subject-signs", "by-sign", "behalf", "between", "with-deal")
_PARTS_AFTER = ("subject-signs", "by-sign", "behalf")
# Sentences after the last one of an agreement in which its signatories may still be named.
_NEXT = 2


def signatories(view: ArticleView, triggers: Sequence[Trigger], keys: Container[int]) -> tuple[Span, ...]:
    """The persons who signed, each once; whose institution is known and no party did not.

    Args:
        triggers: all that speak of the agreement.
        keys: the clusters of its parties.
    """
    told = [signer for trigger in triggers for signer in view.signers(view.sentence_of(trigger), _PARTS)]
    for signers in (told, _told_after(view, triggers)):
        found: dict[int, Span] = {}
        for span, employer in signers:
            if employer < 0 or employer in keys:
                found.setdefault(view.clusters.key(span), span)
        if found:
            return tuple(found.values())
    return ()


def _told_after(view: ArticleView, triggers: Sequence[Trigger]) -> list[tuple[Span, int]]:
    """Who signs in the sentences after an agreement, where these name no other: "‹p› signed for ‹i›"."""
    spoken = {view.sentence_of(trigger) for trigger in view.triggers}
    last = max(view.sentence_of(trigger) for trigger in triggers)
    found: list[tuple[Span, int]] = []
    for number in range(last + 1, min(last + 1 + _NEXT, len(view.skeletons))):
        if number in spoken or view.is_heading(number):
            break
        if pattern("signing", "for_whom").search(view.skeletons[number].text):
            found += view.signers(number, _PARTS_AFTER)
    return found
