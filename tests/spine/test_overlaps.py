from pipeline.extract.overlaps import settle
from pipeline.extract.reading import Label, Span


def labels(*spans: Span) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label.value) for span in settle(spans)]


def test_the_surer_of_two_crossing_spans_wins():
    sure = Span(5, 20, Label.INSTITUTION, 0.95)
    doubtful = Span(0, 10, Label.PERSON, 0.4)
    assert labels(doubtful, sure) == [(5, 20, "institution")]


def test_of_two_equally_sure_spans_the_longer_wins():
    assert labels(Span(0, 10, Label.INSTITUTION, 0.9), Span(0, 25, Label.INSTITUTION, 0.91)) == [(0, 25, "institution")]


def test_a_date_survives_inside_the_name_of_an_event():
    assert labels(Span(0, 20, Label.EVENT, 0.9), Span(0, 4, Label.DATE, 0.9)) == [(0, 20, "event"), (0, 4, "date")]


def test_a_whole_survives_inside_its_part():
    part = Span(0, 40, Label.INSTITUTION, 0.9)
    whole = Span(18, 40, Label.INSTITUTION, 0.9, "nested")
    assert labels(part, whole) == [(0, 40, "institution"), (18, 40, "institution")]


def test_a_place_inside_an_institution_is_dropped():
    assert labels(Span(0, 40, Label.INSTITUTION, 0.9), Span(30, 40, Label.PLACE, 0.95)) == [(0, 40, "institution")]


def test_the_order_of_candidates_does_not_matter():
    spans = [Span(0, 9, Label.PERSON, 0.7), Span(4, 12, Label.PLACE, 0.8), Span(11, 20, Label.ROLE, 0.6)]
    assert settle(spans) == settle(spans[::-1])
