"""The tagger's label set: BIO over the kinds of span that are learnt. Dates and sums are found by grammar."""

from __future__ import annotations

from pipeline.extract.reading import Label

TAGGED = (
    Label.INSTITUTION,
    Label.PERSON,
    Label.PLACE,
    Label.PROGRAMME,
    Label.EVENT,
    Label.ROLE,
    Label.AGREEMENT,
)
TAGS: tuple[str, ...] = ("O", *(f"{prefix}-{label.value}" for label in TAGGED for prefix in "BI"))
TAG_IDS: dict[str, int] = {tag: number for number, tag in enumerate(TAGS)}
