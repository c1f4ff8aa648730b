"""The registry file: the ids given by earlier runs, one JSON object a line.

The first line says what it is and how many runs have changed it; then comes a line for each id, sorted by kind and id,
then one for each change, in order. Fields that say nothing (an empty name, a zero) are left out, so that a difference
between two versions of the file reads like the difference itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import RegistryError
from pipeline.records import IdChange, Registered, Registry

VERSION = 1
FILE_NAME = "registry.jsonl"
_HEAD = "edufacts_registry"


def load_registry(path: Path) -> Registry:
    """Read a registry; a file that is not there gives an empty one.

    Raises:
        RegistryError: the file cannot be read, or a line of it is no line of a registry.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return Registry()
    except OSError as error:
        raise RegistryError(f"cannot read the registry {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path}: not UTF-8 text; --fresh begins a new registry") from error
    run, entities, changes = 0, list[Registered](), list[IdChange]()
    for number, line in enumerate(lines, 1):
        try:
            found = json.loads(line)
            if number == 1:
                run = _head(found)
            elif "change" in found:
                changes.append(IdChange.model_validate(found))
            else:
                entities.append(Registered.model_validate(found))
        except (ValueError, TypeError, KeyError, ValidationError) as error:
            raise RegistryError(f"{path}: line {number} is no line of a registry; --fresh begins a new one") from error
    if len({one.entity_id for one in entities}) < len(entities):
        raise RegistryError(f"{path}: two lines have one id; --fresh begins a new registry")
    return Registry(run=run, entities=tuple(entities), changes=tuple(changes))


def registry_lines(registry: Registry) -> Iterator[str]:
    """The lines of the file, without line ends."""
    yield json.dumps({_HEAD: VERSION, "run": registry.run})
    for one in (*registry.entities, *registry.changes):
        yield json.dumps(one.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)


def _head(found: dict[str, int]) -> int:
    if found[_HEAD] != VERSION:
        raise ValueError(found[_HEAD])
    return int(found["run"])
