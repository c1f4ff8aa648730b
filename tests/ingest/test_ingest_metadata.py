# ruff: noqa: E501  (sample texts are lines of their own)
from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest

from pipeline.ingest.language import detect_language
from pipeline.ingest.page_dates import full_dates
from pipeline.records import Article

Read = Callable[..., Article]

BODY = (
    "The rector of Norwood College, Anna Lindqvist, received a delegation of Karatag Pedagogical Institute, "
    "and the two sides discussed an exchange of students."
)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("29.09.2025", "2025-09-29"),
        ("11 Nov 2022", "2022-11-11"),
        ("date 2025-10-13", "2025-10-13"),
        ("Xpress | posted 18th September 2020", "2020-09-18"),
        ("Published: 9 June 2024, 7:42 pm", "2024-06-09"),
        ("RELEASE DATE: August 26, 2015", "2015-08-26"),
        ("14 Apr 2017, 11:13", "2017-04-14"),
        ("12 мая 2023 г.", "2023-05-12"),
        ("2025-yil 14-mart", "2025-03-14"),
        ("3 Ordibehesht 1395", "2016-04-22"),
        ("15 KASIM 2023", "2023-11-15"),
        ("15 Kasım 2023", "2023-11-15"),
        ("5 İYUN 2020", "2020-06-05"),
        ("Source: Press service Author: N. Odina Date: 2023-05-19", "2023-05-19"),
        ("Release time: 2022-11-30 Source: School of Languages Reading times: 92", "2022-11-30"),
        ("14.10.2023 Department of international relations Seen: 214", "2023-10-14"),
        ("KARATAG, 07.02.2024", "2024-02-07"),
        ("DUSHANBE, Sept. 17 (Avesta)", ""),
        ("14.10.2023 Open day of the faculty", ""),
        ("Venue: Hall 3, 14.10.2023", ""),
        ("The forum of 3 May 2024 in pictures", ""),
        ("31.02.2024", ""),
    ],
)
def test_the_day_of_publication_comes_from_a_line_of_its_own(read: Read, line: str, iso: str) -> None:
    article = read(f"Guests in Norwood\n\n{line}\n\n{BODY}")
    assert article.published == iso
    assert line in article.text


def test_a_dateline_with_its_year_dates_the_article(read: Read) -> None:
    assert read(f"Guests in Norwood\n\n16.01.2019, Karatag. {BODY}").published == "2019-01-16"


@pytest.mark.parametrize(
    "dateline",
    [
        "Karatag, 9 June, 2024: ",
        "Port Karatag, UAE – 9 June 2024: ",
        "KARATAG, Ariz. (June 9, 2024) — ",
        "KARATAG, Sat., June 9, 2024 (KNA) - ",
        "KARATAG (KNA) – June 9, 2024. ",
        "NORWOOD, 09/06/2024 - ",
    ],
)
def test_datelines_of_agencies_and_press_offices(read: Read, dateline: str) -> None:
    article = read(f"Guests in Norwood\n\n{dateline}{BODY}")
    assert article.published == "2024-06-09"
    assert "published=dateline" in article.metadata_sources


@pytest.mark.parametrize(
    "opening",
    ["On Friday, 9 June 2024, ", "Karatag Institute will open 9 June 2024: ", "Between Monday and 9 June 2024, "],
)
def test_a_sentence_that_begins_with_a_day_is_no_dateline(read: Read, opening: str) -> None:
    assert read(f"Guests in Norwood\n\n{opening}{BODY}").published == ""


def test_a_date_in_the_text_does_not_date_the_article(read: Read) -> None:
    assert (
        read(
            f"Guests in Norwood\n\n{BODY} On 3 May 2024 they signed a protocol, the press office of the college said."
        ).published
        == ""
    )


@pytest.mark.parametrize("name", ["title.txt"])
def test_a_text_that_opens_with_prose_has_no_title(read: Read, name: str) -> None:
    assert read(f"{BODY}\n\nOther news follow.", name).title == ""


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2024 Norwood College. All rights reserved.", "Norwood College"),
        ("Copyright: Norwood College  Address: 4 Mill Road, Norwood", "Norwood College"),
        ("Norwood College Press Service", "Norwood College"),
        ("Press office of Norwood College", "Norwood College"),
        ("Information service of the college", ""),
        ("Press service of NTC", ""),
        ("Image: © A. Berg/Stock.example", ""),
        ("A contract was signed, reports the college press service.", ""),
    ],
)
def test_the_publisher_comes_from_copyright_and_press_office_lines(read: Read, line: str, publisher: str) -> None:
    assert read(f"Guests in Norwood\n\n{BODY}\n\n{line}").publisher == publisher


def test_an_acronym_in_a_press_office_line_is_spelt_out_from_the_text(read: Read) -> None:
    text = "Guests came to the Norwood Technical College (NTC) on Monday, and the rector received them in the library."
    assert read(f"Guests in Norwood\n\n{text}\n\nPress service of NTC").publisher == "Norwood Technical College"


def test_the_first_step_of_a_breadcrumb_may_name_the_publisher(read: Read) -> None:
    assert read(f"Norwood College > News > Guests\n\nGuests in Norwood today\n\n{BODY}").publisher == "Norwood College"


def test_a_stated_address_is_kept_and_may_date_the_article(read: Read) -> None:
    article = read(f"Guests in Norwood\n\n{BODY}\n\nSource: https://norwood.example/news/2024/05/18/guests.html")
    assert article.source_url == "https://norwood.example/news/2024/05/18/guests.html"
    assert article.published == "2024-05-18"


def test_a_headline_may_be_of_two_parts(read: Read) -> None:
    title = "Norwood College Opens Its Workshop; Guests From Karatag Attend"
    assert read(f"{title}\n\n{BODY}").title == title


def test_dates_keep_their_order_and_impossible_ones_are_dropped() -> None:
    assert full_dates("from 29.09.2025 to October 3, 2025, not 45.13.2025") == ["2025-09-29", "2025-10-03"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Ректор института встретился с делегацией колледжа, стороны подписали меморандум о взаимопонимании.", "ru"),
        ("Ректори донишкада бо ҳайати коллеҷ мулоқот намуда, тарафҳо ёддошти тафоҳум ба имзо расониданд.", "tg"),
        ("Институт ректори коллеж делегацияси билан учрашди, томонлар ўзаро англашув меморандумини имзолади ва ҳужжат қабул қилинди.", "uz"),
        ("Institut rektori kollej delegatsiyasi bilan uchrashdi va tomonlar oʻzaro hamkorlik haqida memorandum imzolashdi.", "uz"),
        ("Институттун ректору колледждин өкүлдөрү менен жолугуп, тараптар өз ара түшүнүшүү меморандумуна кол коюшту. Жаңы окуу жылында кызматташат.", "ky"),
        ("Институт ректоры колледж делегациясымен кездесіп, тараптар өзара түсіністік туралы меморандумға қол қойды.", "kk"),
        ("Institutyň rektory kollejiň wekiliýeti bilen duşuşdy we taraplar özara düşünişmek hakynda ähtnama gol çekdiler.", "tk"),
        ("İnstitutun rektoru kollecin nümayəndə heyəti ilə görüşdü və tərəflər anlaşma memorandumu imzaladılar.", "az"),
        ("Enstitü rektörü kolej heyeti ile görüştü ve taraflar iş birliği için bir mutabakat zaptı imzaladı.", "tr"),
        ("رئیس دانشگاه با هیئت دانشکده دیدار کرد و دو طرف یادداشت تفاهم امضا کردند.", "fa"),
        ("التقى رئيس الجامعة بوفد الكلية ووقع الطرفان مذكرة تفاهم بشأن التعاون العلمي.", "ar"),
        ("学院院长会见了代表团，双方签署了合作备忘录，并就教师交流达成共识。", "zh"),
        ("Der Rektor des Instituts empfing eine Delegation der Hochschule, und beide Seiten unterzeichneten eine Absichtserklärung.", "de"),
        ("Le recteur de l'institut a reçu une délégation du collège et les deux parties ont signé un protocole d'accord.", "fr"),
        ("12345 67", ""),
    ],
)  # fmt: skip
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_english_with_some_foreign_names_is_english() -> None:
    assert detect_language(f"{BODY} Trường Đại học Hạ Long, Қаратоғ, Oʻzbekiston.") == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norwood College", ""),
        ("Anna Lindqvist Sherali Davlatov Tolland Academy", ""),
        ("Le recteur de l'institut", ""),
        ("Институт ректори коллеж делегацияси билан учрашди", ""),  # Uzbek without a letter of its own
        ("Донишкада бо ҳайати коллеҷ", "tg"),
        ("Ректор принял делегацию и подписал меморандум", "ru"),
        ("Institutyň rektory kollejiň wekiliýeti bilen duşuşdy", "tk"),
        ("院长会见了代表团", "zh"),
    ],
)
def test_a_short_text_has_a_language_only_where_it_shows(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_language_of_a_long_text_is_that_of_most_of_it() -> None:
    russian = "Ректор института встретился с делегацией колледжа, стороны подписали меморандум о взаимопонимании. "
    assert detect_language(f"{BODY}\n{russian * 200}") == "ru"
    assert detect_language(f"{russian}\n{BODY * 200}") == "en"


def test_days_of_a_record_that_disagree_are_noted(read: Read) -> None:
    fields = {"title": "Guests in Norwood", "date": "2024-05-18", "url": "https://norwood.example/2024/05/17/guests"}
    article = read(json.dumps({**fields, "text": f"Published: 19 May 2024\n\n{BODY}"}), "a.jsonl")
    assert article.published == "2024-05-18"
    assert article.other_days == "2024-05-17 (address); 2024-05-19 (date line)"


def test_a_day_after_the_latest_of_the_settings_is_no_day_of_publication(
    read_any: Callable[..., list[Article]],
) -> None:
    fields = {"title": "Guests in Norwood", "date": "2042-05-18", "url": "https://norwood.example/2024/05/17/guests"}
    record = json.dumps({**fields, "text": BODY})
    (article,) = read_any(record, "a.jsonl", latest_date=datetime.date(2026, 1, 31))
    assert article.published == "2024-05-17"
    assert "published=address" in article.metadata_sources
    assert article.other_days == "2042-05-18 (fields of the file, after 2026-01-31)"
    (article,) = read_any(record, "a.jsonl", latest_date=datetime.date(2042, 5, 18))
    assert article.published == "2042-05-18"


def test_an_article_without_another_day_than_a_later_one_has_none(read_any: Callable[..., list[Article]]) -> None:
    record = json.dumps({"title": "Guests in Norwood", "date": "2042-05-18", "text": BODY})
    (article,) = read_any(record, "a.jsonl", latest_date=datetime.date(2026, 1, 31))
    assert article.published == ""
    assert not any(source.startswith("published=") for source in article.metadata_sources)


@pytest.mark.parametrize(("stated", "published"), [("2024-05-18", "2024-05-18"), ("2024-05-20", "2024-05-17")])
def test_a_page_of_a_web_archive_was_published_by_the_day_after_its_capture(
    read: Read, stated: str, published: str
) -> None:
    meta = f'<meta property="article:published_time" content="{stated}">'
    page = (
        f"<html><head>{meta}</head><body><h1>Guests in Norwood</h1><p>Date: 17.05.2024</p><p>{BODY}</p></body></html>"
    )
    head = f"WARC-Type: resource\r\nWARC-Date: 2024-05-17T22:10:00Z\r\nContent-Type: text/html\r\nContent-Length: {len(page)}"
    assert read(f"WARC/1.0\r\n{head}\r\n\r\n{page}\r\n\r\n", "a.warc").published == published
    head = 'Date: Fri, 17 May 2024 22:10:00 -0000\r\nContent-Type: multipart/related; type="text/html"; boundary="xx"'
    assert (
        read(f"{head}\r\n\r\n--xx\r\nContent-Type: text/html\r\n\r\n{page}\r\n--xx--\r\n", "a.mhtml").published
        == published
    )
