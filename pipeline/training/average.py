"""The mean of trained models that started from the same weights (a uniform soup, Wortsman et al. 2022)."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from transformers import BertForTokenClassification


def average(sources: list[Path], target: Path) -> None:
    """Write the model whose every weight is the mean of the sources' into a folder."""
    models = [BertForTokenClassification.from_pretrained(source) for source in sources]
    mean = models[0]
    states = [model.state_dict() for model in models]
    mean.load_state_dict({name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]})
    mean.save_pretrained(target)
    shutil.copy(sources[0] / "tokenizer.json", target / "tokenizer.json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, nargs="+", help="folders of trained models")
    parser.add_argument("--out", type=Path, required=True, help="folder of the mean")
    arguments = parser.parse_args()
    average(arguments.sources, arguments.out)
