"""The cities shipped with the package: the file is what its builder makes, and look-ups find what is in it."""

from __future__ import annotations

from pipeline.extract.known_names import towns as known_towns
from pipeline.resolve.city_build import build
from pipeline.resolve.city_build import towns as made_towns
from pipeline.resolve.city_index import City, CityIndex, city_index, dump, load
from pipeline.resolve.gazetteer import spots
from pipeline.resolve.placebook import placebook, places_of_adjective


def test_index_survives_its_file() -> None:
    city = City("7", "XX", 20_000, "1.00000", "-2.50000", "Nowhere")
    index = CityIndex(
        cities=[city],
        names={"nowhere": "0", "erewhon": "0"},
        main={"nowhere": "0"},
        stems={"nowher": "nowhere"},
        folded={"nowhere": "0"},
        sorted_names=["erewhon", "nowhere"],
        states=["Utopia"],
    )
    assert load(dump(index)) == index
    assert index.cities_of("0 0") == [city, city]


def test_shipped_file_is_up_to_date() -> None:
    fresh, shipped = build(), city_index()
    stale = [name for name in CityIndex.__slots__ if getattr(fresh, name) != getattr(shipped, name)]
    assert not stale, "run: python -m pipeline.resolve.city_build"
    assert frozenset(made_towns(fresh)) == known_towns(), "run: python -m pipeline.resolve.city_build"


def test_cities_of_one_name_come_by_population() -> None:
    found = [spot.population for spot in spots("Valencia")]
    assert len(found) > 1
    assert found == sorted(found, reverse=True)


def test_adjective_leads_to_its_city() -> None:
    (best, *_) = places_of_adjective("Varshavskiy")
    assert placebook().country[best] == "PL"
