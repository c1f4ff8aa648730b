"""All settings of a run: one validated ``edufacts.toml``; an unknown key is an error that names it."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import SettingsError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IngestSettings(_Section):
    """Settings of the ingest stage."""

    max_file_bytes: int = Field(default=50_000_000, gt=0, description="a larger file is refused")
    max_article_chars: int = Field(default=2_000_000, gt=0, description="an article with a longer text is refused")
    max_seconds_per_file: float = Field(default=120, gt=0, description="a file that takes longer is refused")
    max_archive_depth: int = Field(default=3, ge=0, description="archives inside archives deeper than this are refused")
    max_archive_bytes: int = Field(default=500_000_000, gt=0, description="an archive that unpacks to more is refused")
    max_archive_ratio: float = Field(
        default=200, gt=1, description="one that unpacks to more times its size is refused"
    )
    max_archive_members: int = Field(default=100_000, gt=0, description="an archive with more files is refused")
    latest_date: datetime.date | None = Field(
        default=None,
        description="no article was published after this day: a later one that a page states does not count",
    )
    csv_delimiter: str = Field(default=",", min_length=1, max_length=1, description="of .csv files; .tsv have tabs")
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="which column or key of a record is its text, title, date, url, publisher, author, e.g. text = 'body'",
    )


class ExtractSettings(_Section):
    """Settings of the extract stage."""

    tagger: str = Field(
        default="builtin",
        description="'builtin'; the name or path of an installed spaCy pipeline; or 'gliner:' and the folder of a GLiNER model. "
        "What another one does not know (roles, agreements) stays with the built-in one",
    )


class ResolveSettings(_Section):
    """Settings of the resolve stage."""

    same_probability: float = Field(default=0.5, ge=0, le=1, description="at least this: one entity")
    registers: tuple[str, ...] = Field(
        default=(), description="files of imported reference registers; of an institution in several the first counts"
    )
    unsure_probability: float = Field(default=0.2, ge=0, le=1, description="at least this: listed for review")


class Settings(_Section):
    """The whole of ``edufacts.toml``: one table a stage."""

    ingest: IngestSettings = IngestSettings()
    extract: ExtractSettings = ExtractSettings()
    resolve: ResolveSettings = ResolveSettings()


def load_settings(path: Path | None) -> Settings:
    """Read a settings file; ``None`` gives the defaults.

    Raises:
        SettingsError: the file cannot be read, is not TOML, holds an unknown key or a value of the wrong type or range.
    """
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read the settings file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(f"{path}: {_first_problem(error)}") from error


def with_registers(settings: Settings, registers: Iterable[Path]) -> Settings:
    """Settings with further registers, which are asked before those of the file."""
    found = dict.fromkeys([*(str(path) for path in registers), *settings.resolve.registers])
    return settings.model_copy(update={"resolve": settings.resolve.model_copy(update={"registers": tuple(found)})})


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown key '{key}'"
    return f"{key}: {problem['msg']}"
