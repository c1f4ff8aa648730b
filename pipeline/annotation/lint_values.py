"""Probable mistakes in the values of dates and sums, found by comparing them with their words."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import Mark, MarkKind

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Words of magnitude, as stems: "mln", "bil.", "crores", and the letters after a number in "£14m", "250k".
MAGNITUDES = {
    r"(?:thousand|k\b)": 3,
    r"lakh": 5,
    r"(?:million|millones|mln|mio|mn\b|m\b)": 6,
    r"(?:crore|cr\b)": 7,
    r"(?:billion|bln|bil\b|bn\b|b\b)": 9,
    r"trillion": 12,
}
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)[0-9]{2}(?![\w/-]|[.,][0-9])")
SUM = re.compile(
    r"(?:[$€£¥₹₸₽]|\b(?:USD|EUR|GBP|CHF|Rs\.?|Tk))\s?[0-9]"
    r"|\b[0-9][0-9.,]*\s(?:(?:million|billion)\s)?(?:euros?|dollars?|rupees|tenge|soums?|soms?|rubles|kroner|yen|yuan)\b"
)


def find_value_warnings(article: AnnotatedArticle) -> Iterator[tuple[int, str]]:
    """Yield values that do not fit their words, and years and sums that seem unmarked."""
    for mark in article.marks:
        words = article.words(mark)
        wrong = ""
        if mark.kind is MarkKind.DATE:
            wrong = _doubt_date(words, mark)
        elif mark.kind is MarkKind.MONEY:
            wrong = _doubt_sum(words, mark)
        if wrong:
            yield mark.start_char, f"'{words}' has the value {mark.value}: {wrong}"
    for pattern, name in ((YEAR, "year"), (SUM, "sum of money")):
        for match in pattern.finditer(article.text):
            if not any(mark.start_char < match.end() and match.start() < mark.end_char for mark in article.marks):
                yield match.start(), f"'{match[0]}' looks like a {name}, but is not marked"


def _doubt_date(words: str, mark: Mark) -> str:
    sides = [side for side in mark.dates if side]
    years = {side[:4] for side in sides}
    for year in re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", words):
        if year not in years:
            return f"the year {year} is not in it"
    for side in set(sides):
        if len(side) == len("2025-03-12"):
            weekday = WEEKDAYS[date.fromisoformat(side).weekday()] if not side.startswith("--") else ""
            named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", words.casefold())]
            if weekday and len(named) == 1 and len(set(sides)) == 1 and named != [weekday]:
                return f"that is a {weekday.capitalize()}"
    days = {int(side[-2:]) for side in sides if len(side) in (len("2025-03-12"), len("--03-12"))}
    numbers = {int(number) for number in re.findall(r"(?<![0-9/])[0-9]{1,2}(?![0-9])", words)}
    if days and len(numbers) == 1 and re.search(r"[A-Za-z]{3,}", words) and not numbers & days:
        return f"the day {numbers.pop()} is not in it"
    return ""


def _doubt_sum(words: str, mark: Mark) -> str:
    match = re.search(r"[0-9](?:[0-9.,'\u2019\s]*[0-9])?", words)
    if match is None:
        return ""
    after = words[match.end() :].casefold().replace("-", " ")
    power = sum(zeros for word, zeros in MAGNITUDES.items() if re.search(rf"(?:^|\s){word}", after))
    powers = (3, 6) if re.match(r"\s?mil\b", after) else (power,)  # thousand in Spanish, million in Malaysia
    readings = [number.scaleb(one) for number in _read_number(match[0]) for one in powers]
    return "" if mark.money[0] in readings else f"it may be read as {' or '.join(f'{one:f}' for one in readings)}"


def _read_number(digits: str) -> list[Decimal]:
    """Return what a written number can mean: a last separator before three digits may divide thousands."""
    whole, separator, fraction = re.sub(r"[\s'\u2019]", "", digits).replace(",", ".").rpartition(".")
    whole = whole.replace(".", "")
    if not separator:
        return [Decimal(fraction)]
    decimal = Decimal(f"{whole}.{fraction}")
    return [Decimal(whole + fraction), decimal] if len(fraction) == 3 else [decimal]
