from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "edufacts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_gives_the_defaults():
    assert load_settings(None) == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path):
    settings = load_settings(write(tmp_path, "[ingest]\nmax_file_bytes = 1000\n"))
    assert settings.ingest.max_file_bytes == 1000
    assert settings.resolve == Settings().resolve


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[ingest]\nmax_bytes = 1\n", "unknown key 'ingest.max_bytes'"),
        ("[injest]\n", "unknown key 'injest'"),
        ("[ingest]\nmax_file_bytes = 'many'\n", "ingest.max_file_bytes"),
        ("[resolve]\nsame_probability = 1.5\n", "resolve.same_probability"),
        ("[ingest\n", "line 1"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault_in_one_line(tmp_path: Path, text: str, message: str):
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file_is_a_settings_error(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(binary)
