"""The cities of GeoNames as look-up tables made beforehand, so that a run need not normalise 350,000 names first.

``resources/cities.gz`` is written by :mod:`pipeline.resolve.city_build` (GeoNames data, CC BY 4.0) and read here once.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

RESOURCE = "cities.gz"
# Between the columns of the file; no name has it.
BLOCK_END = "\x1e"


class City(NamedTuple):
    """One row: ``number`` is the id in GeoNames, coordinates are degrees with five digits."""

    number: str
    country: str
    population: int
    latitude: str
    longitude: str
    name: str


@dataclass(frozen=True, slots=True)
class CityIndex:
    """Cities by their names in normalised forms. Several values of a key are one string, with a space between them.

    Attributes:
        cities: the most populous first; elsewhere a city is its position in this list.
        names: cities by the place key of any of their names.
        main: the most populous city by the place key of its usual name.
        stems: place keys of one word by their Latin form without its final vowels.
        folded: cities by folded names, the most populous first.
        sorted_names: the keys of ``names`` in the order of their characters.
        states: the states of the USA.
    """

    cities: list[City]
    names: dict[str, str]
    main: dict[str, str]
    stems: dict[str, str]
    folded: dict[str, str]
    sorted_names: list[str]
    states: list[str]

    def cities_of(self, positions: str) -> list[City]:
        """The cities behind a value of one of the tables."""
        return [self.cities[int(position)] for position in positions.split()]


def dump(index: CityIndex) -> bytes:
    """The file of an index: same index, same bytes."""
    columns = [[str(value) for value in column] for column in zip(*index.cities, strict=True)]
    for table in (index.names, index.main, index.stems, index.folded):
        columns += [sorted(table), [table[key] for key in sorted(table)]]
    columns.append(index.states)
    return gzip.compress(BLOCK_END.join("\n".join(column) for column in columns).encode(), mtime=0)


def load(data: bytes) -> CityIndex:
    """The index of a file that :func:`dump` made."""
    columns = [block.split("\n") for block in gzip.decompress(data).decode().split(BLOCK_END)]
    numbers, countries, populations, latitudes, longitudes, titles, *tables, states = columns
    names, main, stems, folded = (dict(zip(tables[at], tables[at + 1], strict=True)) for at in (0, 2, 4, 6))
    return CityIndex(
        cities=list(map(City, numbers, countries, map(int, populations), latitudes, longitudes, titles)),
        names=names,
        main=main,
        stems=stems,
        folded=folded,
        sorted_names=tables[0],
        states=states,
    )


@cache
def city_index() -> CityIndex:
    """The index shipped with the package, read once."""
    return load((resources.files("pipeline.resources") / RESOURCE).read_bytes())
