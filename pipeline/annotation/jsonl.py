"""Annotated articles as the JSON lines of Doccano and Label Studio.

One article is one line. Both tools count offsets in code points, as we do; Label Studio also repeats the words of
a span, which are compared with the text. What the tools cannot hold travels beside the text, see ``labels``.
"""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from pipeline.annotation.corpus import read_folder, write_articles
from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.labels import Companion, ConversionError, Label, assemble, labels_of
from pipeline.annotation.model import MarkKind

FROM_NAME = "label"
TO_NAME = "text"


class Style(StrEnum):
    """The tools whose lines can be written."""

    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"


class _External(BaseModel):
    """Base of what comes from a tool: fields we do not know are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class DoccanoLine(_External):
    """One line of Doccano's sequence labelling; its exports call the labels ``label`` or ``labels``."""

    id: str | int = ""
    text: str
    label: tuple[tuple[int, int, str], ...] = Field(default=(), validation_alias=AliasChoices("label", "labels"))
    meta: Companion = Companion()


class RegionValue(_External):
    """The span of a region: start inclusive, end exclusive."""

    start: int
    end: int
    text: str = ""
    labels: tuple[str, ...]


class RegionMeta(_External):
    """What an annotator may note at a region: here the mark's ref."""

    text: tuple[str, ...] = ()


class Region(_External):
    """One labelled span of Label Studio."""

    id: str
    type: Literal["labels"] = "labels"
    from_name: str = FROM_NAME
    to_name: str = TO_NAME
    value: RegionValue
    meta: RegionMeta = RegionMeta()


class Annotation(_External):
    """One annotator's work on a task."""

    result: tuple[Region, ...] = ()


class TaskData(_External):
    """What a task shows, and the companion."""

    text: str
    id: str = ""
    meta: Companion = Companion()


class Task(_External):
    """One task of Label Studio; of several annotations the last is read."""

    data: TaskData
    annotations: tuple[Annotation, ...] = ()


def to_line(article: AnnotatedArticle, style: Style) -> str:
    """Write an article as one line of JSON, without the line end."""
    if style is Style.DOCCANO:
        spans = tuple((label.start_char, label.end_char, label.label) for label in labels_of(article))
        line = DoccanoLine(id=article.id, text=article.text, label=spans, meta=Companion.of(article))
        return _write(line)
    regions = tuple(
        Region(
            id=f"{article.id}-{number}",
            value=RegionValue(
                start=label.start_char,
                end=label.end_char,
                text=article.text[label.start_char : label.end_char],
                labels=(label.label,),
            ),
            meta=RegionMeta(text=(label.ref,)),
        )
        for number, label in enumerate(labels_of(article), start=1)
    )
    data = TaskData(text=article.text, id=article.id, meta=Companion.of(article))
    return _write(Task(data=data, annotations=(Annotation(result=regions),)))


def from_text(text: str, path: str) -> Iterator[AnnotatedArticle]:
    """Read the articles of a file of either tool: JSON lines, or Label Studio's list of tasks.

    Raises ``ConversionError`` with the line, or the number of the task in a list.
    """
    for number, record in _records(text, path):
        where = f"{path}:{number}"
        try:
            if "data" in record:
                yield _from_task(Task.model_validate(record), where)
            else:
                yield _from_doccano(DoccanoLine.model_validate(record), where)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise ConversionError(f"{where}: {place}: {first['msg']}") from None
        except ConversionError as error:
            raise ConversionError(f"{where}: {error}") from None


def write_jsonl(folder: Path, target: Path, style: Style) -> int:
    """Write the articles of ``folder`` as JSON lines; return how many."""
    lines = [to_line(article, style) + "\n" for article in read_folder(folder)]
    target.write_bytes("".join(lines).encode("utf-8"))
    return len(lines)


def read_jsonl(source: Path, folder: Path) -> list[Path]:
    """Write the articles of a JSON file of either tool into ``folder``; return their paths."""
    return write_articles(from_text(source.read_text(encoding="utf-8"), str(source)), folder)


def labelling_interface() -> str:
    """Return the labelling configuration with which Label Studio shows these tasks."""
    labels = "\n".join(f'    <Label value="{kind}"/>' for kind in MarkKind)
    return (
        f'<View>\n  <Labels name="{FROM_NAME}" toName="{TO_NAME}">\n{labels}\n  </Labels>\n'
        f'  <Text name="{TO_NAME}" value="$text"/>\n</View>\n'
    )


def _from_doccano(line: DoccanoLine, where: str) -> AnnotatedArticle:
    labels = [Label(start, end, label) for start, end, label in line.label]
    return assemble(str(line.id) or where, line.text, labels, line.meta)


def _from_task(task: Task, where: str) -> AnnotatedArticle:
    labels: list[Label] = []
    text = task.data.text
    for region in task.annotations[-1].result if task.annotations else ():
        value = region.value
        if value.text and text[value.start : value.end] != value.text:
            found = text[value.start : value.end]
            raise ConversionError(f"region {region.id} is '{value.text}', but '{found}' stands at its offsets")
        ref = region.meta.text[0] if region.meta.text else ""
        labels += [Label(value.start, value.end, label, ref) for label in value.labels]
    return assemble(task.data.id or where, text, labels, task.data.meta)


def _records(text: str, path: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield numbered objects: of a JSON list its items, else of every line that is not blank."""
    if text.lstrip().startswith("["):
        numbered: Iterable[tuple[int, object]] = enumerate(_load(text, path), start=1)  # type: ignore[arg-type]
    else:
        lines = enumerate(text.split("\n"), start=1)
        numbered = ((number, _load(line, f"{path}:{number}")) for number, line in lines if line.strip())
    for number, record in numbered:
        if not isinstance(record, dict):
            raise ConversionError(f"{path}:{number}: a JSON object is wanted")
        yield number, record


def _load(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ConversionError(f"{where}: no JSON: {error}") from None


def _write(model: BaseModel) -> str:
    return json.dumps(model.model_dump(mode="json"), ensure_ascii=False)
