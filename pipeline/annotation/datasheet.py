"""The parts of a datasheet that commands write."""

from pathlib import Path

from pipeline.errors import UsageError


def write_between(path: Path, begin: str, end: str, markdown: str) -> None:
    """Replace what stands between two comments of a file. Raises ``UsageError`` where one of them is missing."""
    text = path.read_text(encoding="utf-8")
    before, found_begin, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not found_begin or not found_end:
        raise UsageError(f"{path}: the lines '{begin}' and '{end}' are wanted around the numbers")
    path.write_bytes(f"{before}{begin}\n\n{markdown}\n{end}{after}".encode())
