"""The columns of every table, declared once: names, types and meaning. Writers, readers and docs take them from here."""

from __future__ import annotations

from pipeline.export.columns import ColumnType, Table, table

_INT, _NUM, _DATE, _LIST = ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.LIST
_ARTICLE = ("article_id", "article, as in articles.csv")
_START = ("start_char", "first character of the evidence in the article's text", _INT)
_END = ("end_char", "character after the evidence", _INT)
_SENTENCE = ("sentence", "the sentence that holds the evidence")
_CONFIDENCE = ("confidence", "estimated probability that the row is right", _NUM)
_ALIASES = ("aliases", "other spellings", _LIST)
_N_MENTIONS = ("n_mentions", "mentions in all articles, copies left out", _INT)
_N_ARTICLES = ("n_articles", "articles that mention it, copies left out", _INT)

ARTICLES = table(
    "articles",
    "article read",
    ("article_id", "id made from the cleaned text"),
    ("path", "file, as given"),
    ("title", "title of the page"),
    ("published", "day of publication", _DATE),
    ("language", "ISO 639 code"),
    ("source_url", "address of the page"),
    ("publisher", "publisher as the page states it"),
    ("author", "writer as the page states it"),
    ("sha256", "digest of the file"),
    ("duplicate_of", "article of which this one is a copy"),
    ("n_words", "words of the cleaned text", _INT),
)
MENTIONS = table(
    "mentions",
    "name in a text",
    ("mention_id", "id of the mention"),
    _ARTICLE,
    ("entity_id", "entity, in the table of its kind"),
    ("kind", "institution, person, place or programme"),
    ("text", "the name as it stands in the text"),
    _START,
    _END,
    _SENTENCE,
    _CONFIDENCE,
)
INSTITUTIONS = table(
    "institutions",
    "resolved institution",
    ("institution_id", "stable id"),
    ("name", "canonical name"),
    ("type", "university, college, ministry, …"),
    ("acronym", "acronym used for it"),
    _ALIASES,
    ("country", "ISO 3166 alpha-2 code"),
    ("city", "city"),
    ("ror_id", "id in the Research Organization Registry, where a register of it was given; empty: no sure match"),
    _N_MENTIONS,
    _N_ARTICLES,
    ("first_seen", "earliest publication day of its articles", _DATE),
    ("last_seen", "latest publication day of its articles", _DATE),
    ("parent_id", "institution of which it is a part"),
    ("relation", "branch, faculty, department, centre, …: what it is of its parent; `part` when that is not said"),
    ("register", "reference register to whose entry it was linked"),
    ("register_id", "id of that entry"),
    ("register_probability", "estimated probability that the entry is the right one", _NUM),
)
PEOPLE = table(
    "people",
    "resolved person",
    ("person_id", "stable id"),
    ("name", "canonical name"),
    ("given_names", "given names and patronymic"),
    ("family_name", "family name"),
    ("honorific", "titles before the name"),
    _ALIASES,
    _N_MENTIONS,
    _N_ARTICLES,
)
PLACES = table(
    "places",
    "resolved place",
    ("place_id", "stable id"),
    ("name", "canonical name"),
    ("type", "country, region, city, …"),
    ("country", "ISO 3166 alpha-2 code"),
    ("latitude", "degrees north", _NUM),
    ("longitude", "degrees east", _NUM),
    _ALIASES,
    _N_MENTIONS,
    _N_ARTICLES,
)
PROGRAMMES = table(
    "programmes",
    "named programme, project, initiative",
    ("programme_id", "stable id"),
    ("name", "canonical name"),
    ("acronym", "acronym used for it"),
    _ALIASES,
    _N_MENTIONS,
    _N_ARTICLES,
)
AFFILIATIONS = table(
    "affiliations",
    "a person said to hold a role (at an institution) in an article",
    ("person_id", "person"),
    ("institution_id", "institution, may be empty"),
    ("role", "role in the text's words, may be empty"),
    _ARTICLE,
    _START,
    _END,
    _SENTENCE,
    _CONFIDENCE,
)
AGREEMENTS = table(
    "agreements",
    "agreement reported in an article",
    ("agreement_id", "stable id; the same agreement in two articles shares it"),
    _ARTICLE,
    ("kind", "memorandum of understanding, agreement, …"),
    ("status", "signed, planned, proposed, in force or extended"),
    ("date", "day of signing, at the stated precision", _DATE),
    ("parties", "institution_ids (a place_id where a state is the party)", _LIST),
    ("party_names", "canonical names of the parties", _LIST),
    ("signatories", "person_ids", _LIST),
    ("subject", "what it is about"),
    _START,
    _END,
    _SENTENCE,
    _CONFIDENCE,
)
DATES = table(
    "dates",
    "calendar expression in a text",
    _ARTICLE,
    ("text", "the expression as it stands in the text"),
    ("start_date", "first day, month or year; empty when open", _DATE),
    ("end_date", "last day, month or year; empty when open", _DATE),
    ("precision", "day, month, quarter, season or year"),
    _START,
    _END,
    _SENTENCE,
)
EVENTS = table(
    "events",
    "event reported (to be) held",
    ("event_id", "stable id; the same event in two articles shares it"),
    _ARTICLE,
    ("kind", "forum, conference, seminar, …"),
    ("name", "its name, or the words that stand for it"),
    ("start_date", "first day", _DATE),
    ("end_date", "last day", _DATE),
    ("place_id", "place"),
    ("organisers", "institution_ids and person_ids", _LIST),
    ("participants", "institution_ids and person_ids", _LIST),
    _START,
    _END,
    _SENTENCE,
    _CONFIDENCE,
)
FUNDING = table(
    "funding",
    "sum of money",
    _ARTICLE,
    ("text", "the sum as it stands in the text"),
    ("amount", "plain number", _NUM),
    ("currency", "ISO 4217 code"),
    ("purpose", "what it is for"),
    ("programme_id", "programme it belongs to"),
    ("funders", "institution_ids (a place_id where a state pays)", _LIST),
    _START,
    _END,
    _SENTENCE,
)
LINKS = table(
    "links",
    "pair of names that were joined, or nearly",
    ("kind", "kind of entity"),
    ("left", "one name"),
    ("right", "the other name"),
    ("verdict", "same, different or unsure"),
    ("probability", "estimated probability that they are one entity", _NUM),
    ("clues", "the evidence for and against, in words", _LIST),
    ("left_id", "entity of the one name"),
    ("right_id", "entity of the other"),
    ("left_mention", "a mention of the one name, as in mentions.csv"),
    ("right_mention", "a mention of the other"),
)
ID_HISTORY = table(
    "id_history",
    "change of an id, over all runs into this folder",
    ("run", "number of the run; runs that change no id are not counted", _INT),
    ("change", "new, renamed, merged, split, gone or returned"),
    ("kind", "kind of entity"),
    ("entity_id", "the id that changed"),
    ("name", "its canonical name after the change, or its last one"),
    ("other_id", "merged: the id that was kept; split: the id that it was part of"),
    ("other_name", "canonical name of that one; renamed: the name before"),
)
DECISIONS_APPLIED = table(
    "decisions_applied",
    "decision of a person that the run read",
    ("line", "line of the decisions file", _INT),
    ("action", "same, different, rename, type, country or drop"),
    ("kind", "kind of entity"),
    ("left", "name or id"),
    ("right", "name, id or value"),
    ("note", "the person's own words"),
    ("applied", "yes, or no: it found nothing to decide"),
    ("entity_ids", "the entities that it speaks of", _LIST),
)
INGEST = table(
    "ingest",
    "file read, or article in a file with many, and file refused",
    ("path", "file, as given"),
    ("article_id", "article, as in articles.csv; empty for a refusal"),
    ("format", "what the file is; `zip > html` for a page in an archive"),
    ("n_bytes", "size of the file", _INT),
    ("encoding", "how the bytes were decoded, and why so"),
    ("language", "ISO 639 code"),
    ("kept_chars", "characters of the file's text that stand in the article", _INT),
    ("left_out_chars", "characters that were left out", _INT),
    ("left_out", "the same by reason: `reason=characters`", _LIST),
    (
        "put_right",
        "characters changed for certain: `look-alike letter=3` are letters of another script inside a word",
        _LIST,
    ),
    ("metadata_sources", "where title, date and the rest were taken from: `field=place`", _LIST),
    ("other_days", "days of publication that the page states as well, and where"),
    ("refused", "why it was refused"),
)
REJECTS = table(
    "rejects",
    "file that could not be used",
    ("path", "file, as given"),
    ("stage", "where it was refused"),
    ("error", "reason, from a fixed list"),
    ("detail", "what was wrong with it"),
)

TABLES: tuple[Table, ...] = (
    ARTICLES,
    MENTIONS,
    INSTITUTIONS,
    PEOPLE,
    PLACES,
    PROGRAMMES,
    AFFILIATIONS,
    AGREEMENTS,
    DATES,
    EVENTS,
    FUNDING,
    LINKS,
    ID_HISTORY,
    DECISIONS_APPLIED,
    INGEST,
    REJECTS,
)
