"""A folder of annotated articles: reading, writing and checking it."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from pipeline.annotation.format import AnnotatedArticle, AnnotationError, dump, find_errors, line_of, parse
from pipeline.annotation.lint import find_warnings
from pipeline.errors import UsageError


class Findings(NamedTuple):
    """What the check of a folder found; ``lines`` are ready to print."""

    lines: list[str]
    n_files: int
    n_errors: int
    n_warnings: int


def list_files(folder: Path) -> list[Path]:
    """Return the ``.ann`` files of ``folder``, sorted. Raises ``UsageError`` when it is no folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder")
    return sorted(folder.glob("*.ann"))


def read_folder(folder: Path) -> Iterator[AnnotatedArticle]:
    """Yield every article of ``folder``, by file name. Raises ``AnnotationError``."""
    for path in list_files(folder):
        yield parse(read_text(path), path)


def read_text(path: Path) -> str:
    """Read a file as UTF-8 without touching its line ends. Raises ``AnnotationError``."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AnnotationError(str(path), line, f"not UTF-8 ({error.reason}): save the file as UTF-8") from None


def check_folder(folder: Path) -> Findings:
    """Find every error of every file, and the probable mistakes of the files without errors."""
    lines: list[str] = []
    n_errors = 0
    files = list_files(folder)
    for path in files:
        errors, warnings = check_file(path)
        n_errors += len(errors)
        lines += map(str, errors)
        lines += warnings
    return Findings(lines, len(files), n_errors, len(lines) - n_errors)


def check_file(path: Path) -> tuple[list[AnnotationError], list[str]]:
    """Return the errors of one file and, when there are none, its warnings as lines to print."""
    try:
        text = read_text(path)
    except AnnotationError as error:
        return [error], []
    if errors := find_errors(text, path):
        return errors, []
    article = parse(text, path)
    warnings = [(line_of(article, offset), message) for offset, message in find_warnings(article)]
    warnings += _other_form(text, dump(article))
    return [], [f"{path}:{line}: warning: {message}" for line, message in sorted(warnings)]


def _other_form(text: str, canonical: str) -> list[tuple[int, str]]:
    """Return the first line that is not in the canonical form, if there is one."""
    pairs = zip_longest(text.split("\n"), canonical.split("\n"), fillvalue="")
    for number, (line, wanted) in enumerate(pairs, start=1):
        if line != wanted:
            return [(number, f"not in the canonical form: '{wanted}' is wanted here ('tidy' rewrites it)")]
    return []


def tidy_folder(folder: Path) -> list[Path]:
    """Rewrite the files without errors in the canonical form; return those that changed."""
    changed = []
    for path in list_files(folder):
        text = read_text(path)
        if not find_errors(text, path) and dump(parse(text, path)) != text:
            write_article(parse(text, path), folder)
            changed.append(path)
    return changed


def write_article(article: AnnotatedArticle, folder: Path) -> Path:
    """Write an article as ``<id>.ann`` into ``folder``, over what is there; return the path."""
    path = folder / f"{article.id}.ann"
    path.write_bytes(dump(article).encode("utf-8"))
    return path


def write_articles(articles: Iterable[AnnotatedArticle], folder: Path) -> list[Path]:
    """Write all articles into ``folder``, or none when one of them cannot be made; return their paths."""
    complete = list(articles)
    folder.mkdir(parents=True, exist_ok=True)
    return [write_article(article, folder) for article in complete]
