import re

import numpy as np
import pytest
from marked import reading

from pipeline.extract.dates import find_dates
from pipeline.extract.events import FoundEvent, find_events
from pipeline.extract.reading import Label, Reading, Span, WordStates
from pipeline.records import EventKind


def read(source: str, published: str = "") -> Reading:
    """A reading of a text marked in place, with its dates."""
    found = reading(source, published)
    dates = [Span(date.start_char, date.end_char, Label.DATE, value=date) for date in find_dates(found.text, published)]
    free = [date for date in dates if not any(date.overlaps(span) for span in found.spans)]
    found.spans = sorted([*found.spans, *free])
    return found


def events(source: str, published: str = "") -> list[FoundEvent]:
    return find_events(read(source, published))


def named(found: Reading, spans: tuple[Span, ...]) -> list[str]:
    return [found.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Forum of Young Engineers", EventKind.FORUM),
        ("International Symposium on Deserts", EventKind.CONFERENCE),
        ("round table", EventKind.MEETING),
        ("training seminar", EventKind.SEMINAR),
        ("workshop", EventKind.TRAINING),
        ("press conference", EventKind.MEETING),
        ("working visit", EventKind.VISIT),
        ("Water Summit", EventKind.SUMMIT),
        ("signing ceremony", EventKind.CEREMONY),
        ("book fair", EventKind.EXHIBITION),
        ("Olympiad in Physics", EventKind.COMPETITION),
        ("open lecture", EventKind.LECTURE),
        ("award ceremony", EventKind.AWARD),
        ("Week of Languages", EventKind.OTHER),
    ],
)
def test_the_kind_comes_from_the_head_noun(name: str, kind: EventKind):
    (event,) = events(f"The [{name}|event] took place in [Kivu|place].")
    assert event.kind is kind


def test_date_and_place_come_from_the_sentence():
    found = read("The [Forum of Young Engineers|event] was held in [Jizzakh|place] on 12–14 March 2025.")
    (event,) = find_events(found)
    assert (event.start_date, event.end_date) == ("2025-03-12", "2025-03-14")
    assert event.place is not None
    assert found.text[event.place.start : event.place.end] == "Jizzakh"


def test_a_date_that_stands_before_as_a_line_of_its_own_counts():
    (event,) = events("26 March 2024. [Congress of Quality Managers|event], with 87 guests.")
    assert event.start_date == "2024-03-26"


def test_a_ceremony_has_the_day_of_the_dateline():
    (event,) = events(
        "[Kivu|place], 3 May 2024 – A memorandum was signed.\nIt is a start.\nThe [ceremony|event] was short."
    )
    assert event.start_date == "2024-05-03"


def test_an_event_told_again_is_one():
    found = events("The [Forum of Young Engineers|event] opened on 3 May 2024. The [forum|event] was attended by many.")
    assert [event.name for event in found] == ["Forum of Young Engineers"]


def test_a_noun_and_its_quoted_title_are_one_event():
    (event,) = events("A [seminar|event] “[From Plan to Practice|event]” was held.")
    assert (event.kind, event.name) == (EventKind.SEMINAR, "From Plan to Practice")


def test_the_next_meeting_is_another_event():
    assert (
        len(events("The [meeting|event] was held on 3 May 2024. The next [meeting|event] will be held on 6 June 2024."))
        == 2
    )


def test_an_event_without_a_name_is_called_by_its_noun_phrase():
    (event,) = events(
        "A [visit|event] of a delegation of [Kivu University|institution] to [Ruritania|place] was held on 3 May 2024."
    )
    assert event.name == "visit of a delegation of Kivu University to Ruritania"


def test_organisers_are_those_who_hold_it():
    found = read(
        "The [workshop|event] was organised by [Kivu University|institution] and the [Water Fund|institution]."
    )
    (event,) = find_events(found)
    assert named(found, event.organisers) == ["Kivu University", "Water Fund"]


def test_participants_are_those_who_attend():
    found = read("The [workshop|event] was attended by [Karim Saidov|person] and [Lola Aminova|person].")
    (event,) = find_events(found)
    assert named(found, event.participants) == ["Karim Saidov", "Lola Aminova"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("An international conference on soils was held in [Kivu|place].", EventKind.CONFERENCE),
        ("Our teachers took part in the regional seminar in [Kivu|place].", EventKind.SEMINAR),
        ("The Third Forum of Rectors will take place in [Kivu|place].", EventKind.FORUM),
        ("12 May 2024 – workshop on grading.", EventKind.TRAINING),
        ("A delegation of [Kivu University|institution] visited [Sardoba Institute|institution].", EventKind.VISIT),
    ],
)
def test_a_reported_event_is_found_without_a_mark(source: str, kind: EventKind):
    (event,) = events(source)
    assert event.kind is kind


@pytest.mark.parametrize(
    "source",
    [
        "Seminars are useful for young teachers.",
        "The rules say that a competition needs a jury.",
        "In the course of the year nothing was built.",
        "The [World Forum|institution] published a report.",
    ],
)
def test_talk_of_events_in_general_is_no_event(source: str):
    assert events(source) == []


@pytest.mark.parametrize(
    "text", ["", "b" * 100_000, "the conference " * 5_000, "Annual Forum " * 5_000, "held a " * 10_000]
)
def test_hostile_text_is_read(text: str):
    assert len(events(text)) <= 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The [3rd Kivu rectors|event]’ forum was held on 3 May 2024.", "3rd Kivu rectors’ forum"),
        ("The [forum|event] “[Paths to Work in|event] [Kivu|place]” was held.", "Paths to Work in Kivu"),
        ("3 May 2024: [Participation|event] in a [working visit|event].", "working visit"),
        ("A [seminar|event]-training was held on 3 May 2024.", "seminar-training"),
        ("The [signing|event] [ceremony|event] was held on 3 May 2024.", "signing ceremony"),
        ("An [exhibition|event] of old maps, «Lines on the Water», was held.", "Lines on the Water"),
    ],
)
def test_a_name_cut_by_the_tagger_is_whole_again(source: str, name: str):
    (event,) = events(source)
    assert event.name == name


def test_ordinals_in_words_and_figures_are_one():
    (event,) = events("The [2nd Kivu rectors' forum|event] begins. They go to the [Second Forum of Rectors|event].")
    assert event.name == "2nd Kivu rectors' forum"


def test_a_label_of_the_page_is_the_event_of_its_body():
    (event,) = events("[Workshop|event]\nThe institute organised another [workshop|event] for teachers.")
    assert event.kind is EventKind.TRAINING


def test_a_meeting_with_a_date_of_its_own_is_a_new_one():
    source = (
        "4 May 2024: [meeting|event] of rectors. It was long.\n7 June 2024: A [meeting|event] was held with the bank."
    )
    assert [event.start_date for event in events(source)] == ["2024-05-04", "2024-06-07"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The board conferred a medal of merit upon [Lola Aminova|person].", "medal of merit"),
        ("[Lola Aminova|person] was awarded the honorary title in May.", "honorary title"),
    ],
)
def test_an_award_told_by_a_verb_is_called_by_the_thing(source: str, name: str):
    (event,) = events(source)
    assert (event.kind, event.name) == (EventKind.AWARD, name)


def test_a_compound_with_another_noun_is_no_event():
    assert events("The [meeting|event] room is on the third floor. The town has a funeral home.") == []


def test_a_bare_plural_told_once_without_a_date_is_talk():
    assert events("The plan names [lectures|event] and [Conferences of|event] all kinds.") == []


def test_a_line_that_says_when_dates_what_is_announced():
    (event,) = events(
        "WHEN: 27 August 2024, 1 p.m.\nWHERE: Main Hall\nBring a pen.\nThe [signing ceremony|event] is open."
    )
    assert event.start_date == "2024-08-27"


def test_a_heading_that_names_the_event_alone_is_what_the_text_calls_another():
    source = (
        "[Workshop|event]\nThe rector opened the year.\nThe institute organised another [workshop|event] for teachers."
    )
    assert len(events(source)) == 1


def half_believed(source: str, chance: float, published: str = "") -> list[FoundEvent]:
    """Events of a text whose marked words a tagger holds for an event with some probability, too low for a span."""
    found = read(source, published)
    words = [match.span() for match in re.finditer(r"\w+", found.text)]
    marks = [span for span in found.spans if span.label is Label.EVENT]
    chances = [chance if any(one.start <= start < one.end for one in marks) else 0.0 for start, _ in words]
    found.spans = [span for span in found.spans if span.label is not Label.EVENT]
    found.states = WordStates(np.array(words), np.zeros((len(words), 1), np.float32), np.array(chances, np.float32))
    return find_events(found)


def test_a_noun_that_the_tagger_half_believes_counts_where_an_event_is_told():
    (event,) = half_believed("On 3 May 2024 the rector took part in a [seminar|event] in [Kivu|place].", 0.45)
    assert (event.kind, event.start_date) == (EventKind.SEMINAR, "2024-05-03")


def test_a_noun_that_the_tagger_half_believes_does_not_count_in_talk_of_a_kind():
    assert half_believed("Every [seminar|event] needs a hall, the board wrote.", 0.45) == []


def test_a_noun_that_the_tagger_does_not_believe_is_no_event():
    assert half_believed("The [course|event] of the river was changed.", 0.01) == []


def test_history_is_no_event_whatever_the_tagger_believes():
    assert half_believed("They laid flowers for the victims of the [Second Kivu War|event].", 0.95) == []


def test_words_without_a_listed_noun_count_when_the_tagger_believes_them():
    (event,) = half_believed("The [EduKivu 2024|event] was held in [Kivu|place] on 3 May 2024.", 0.9)
    assert event.name == "EduKivu 2024"


def test_the_surest_mention_is_the_confidence_of_an_event():
    low, high = (
        half_believed("The rector took part in a [seminar|event] on 3 May 2024.", chance)[0].confidence
        for chance in (0.4, 0.9)
    )
    assert 0 < low < high < 1


def test_events_with_other_numbers_are_not_one():
    found = events("The [2nd Kivu Water Forum|event] was long. The [3rd Kivu Water Forum|event] will be longer.")
    assert [event.name for event in found] == ["2nd Kivu Water Forum", "3rd Kivu Water Forum"]


def test_a_date_since_which_something_else_is_in_force_is_not_that_of_the_event():
    (event,) = events(
        "The [meeting|event] of 3 May 2024 renewed the agreement in force since 7 June 2019.", published="2024-05-04"
    )
    assert event.start_date == "2024-05-03"


def test_what_is_held_within_an_event_has_its_day():
    found = events(
        "On 3 May 2024 a [conference|event] was held in [Kivu|place].\n"
        "Twelve papers were read.\nIn the afternoon the guests opened an [exhibition|event] of maps.",
        published="2024-05-04",
    )
    assert [event.start_date for event in found] == ["2024-05-03", "2024-05-03"]


def test_the_date_of_the_nearer_event_is_not_taken():
    found = events(
        "The [seminar|event] was held on 3 May 2024; the [exhibition|event] will open on 7 June 2024.",
        published="2024-05-04",
    )
    assert [event.start_date for event in found] == ["2024-05-03", "2024-06-07"]


def test_the_same_long_name_is_one_event_with_a_number_before_it_too():
    (event,) = events(
        "Kivu hosts the [Forum of Rectors of Colleges|event]\n"
        "The third [Forum of Rectors of Colleges|event] was held on 3 May 2024."
    )
    assert event.start_date == "2024-05-03"


def test_an_event_that_belongs_to_a_date_has_it():
    (event,) = events("The ceremony hall was full at this year’s [Wine Festival|event].", published="2024-05-04")
    assert event.start_date == "2024"


def test_what_is_planned_for_a_date_is_an_event_though_the_tagger_does_not_believe_it():
    (event,) = half_believed("The [signing|event] is planned for 3 May 2024.", 0.02)
    assert (event.kind, event.start_date) == (EventKind.CEREMONY, "2024-05-03")
