"""The exception tree.

    EdufactsError            everything a caller may want to catch
    ├── UsageError           the call or the settings are wrong: exit code 2
    │   ├── SettingsError    a settings file that cannot be read or holds a wrong value
    │   ├── DecisionsError   a decisions file that cannot be read or contradicts itself
    │   └── RegistryError    a registry of ids that cannot be read
    ├── RunError             the run itself could not be completed: exit code 1
    ├── RefusedError         one file could not be used; the run goes on and writes it to ``rejects.csv``
    └── InternalError        a promise of this package does not hold: a bug in us

Every message is one line that says what is wrong and, where known, where.
"""

from __future__ import annotations

from pipeline.records import Refusal, RefusalReason, Stage


class EdufactsError(Exception):
    """Base of all errors that this package raises on purpose."""


class UsageError(EdufactsError):
    """The call is wrong: a missing path, an option that makes no sense."""


class SettingsError(UsageError):
    """A settings file or value is wrong; the message names the file and the key."""


class DecisionsError(UsageError):
    """A decisions file is malformed or contradicts itself; the message names the lines."""


class RegistryError(UsageError):
    """A registry of ids cannot be read; the message names the file and the line."""


class RunError(EdufactsError):
    """The run could not be completed, for example because the output folder cannot be written."""


class RefusedError(EdufactsError):
    """One input cannot be used. Carries the reason that goes to ``rejects.csv``."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail

    def refusal(self, stage: Stage, path: str) -> Refusal:
        """The row for ``rejects.csv``."""
        return Refusal(stage=stage, path=path, reason=self.reason, detail=self.detail)


class InternalError(EdufactsError):
    """A bug in this package: an invariant does not hold."""
