"""Common nouns that stand for institutions."""

from __future__ import annotations

import pytest
from marked import reading

from pipeline.extract.references import find_references

SOURCE = """Delegation of [Sardoba College|institution] visits [Nurobod|place]

The delegation of [Sardoba College|institution] was received at [Nurobod Technical College|institution]. {told}"""


@pytest.mark.parametrize(
    ("publisher", "told", "target"),
    [
        ("Sardoba College", "A contract was offered by the College.", "Sardoba College"),
        ("Sardoba College", "The rector of this college spoke.", "Sardoba College"),
        ("Sardoba College", "A man and his college were shown.", "Nurobod Technical College"),
        ("Nurobod Technical College", "A contract was offered by the College.", "Nurobod Technical College"),
        ("Sardoba Herald", "A contract was offered by the College.", "Nurobod Technical College"),
        ("", "A contract was offered by the College.", "Nurobod Technical College"),
    ],
)
def test_a_text_comes_back_to_its_publisher_without_a_name(publisher: str, told: str, target: str):
    found = reading(SOURCE.format(told=told))
    found.publisher = publisher
    ((span,),) = [reference.targets for reference in find_references(found)]
    assert found.name_of(span) == target


def test_a_publisher_that_is_named_later_is_not_meant():
    found = reading("[Nurobod College|institution] opened. The College is new.\n\nBy [Sardoba College|institution]")
    found.publisher = "Sardoba College"
    ((span,),) = [reference.targets for reference in find_references(found)]
    assert found.name_of(span) == "Nurobod College"
