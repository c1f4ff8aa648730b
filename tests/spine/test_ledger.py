import pytest

from pipeline.errors import InternalError
from pipeline.ledger import Ledger
from pipeline.records import Refusal, RefusalReason, Stage

REFUSAL = Refusal(stage=Stage.INGEST, path="a.txt", reason=RefusalReason.EMPTY, detail="no characters")


def test_results_pass_and_refusals_are_kept():
    ledger = Ledger()
    kept = list(ledger.keep(Stage.INGEST, ledger.enter(Stage.INGEST, ["one", REFUSAL, "two"])))
    assert kept == ["one", "two"]
    assert ledger.refusals == [REFUSAL]
    ledger.check(Stage.INGEST)


def test_an_item_that_vanishes_is_an_internal_error():
    ledger = Ledger()
    entered = list(ledger.enter(Stage.EXTRACT, ["one", "two"]))
    list(ledger.keep(Stage.EXTRACT, entered[:1]))
    with pytest.raises(InternalError, match="extract: 2 in, but 1 out and 0 refused"):
        ledger.check(Stage.EXTRACT)


def test_stages_are_counted_apart():
    ledger = Ledger()
    list(ledger.keep(Stage.INGEST, ledger.enter(Stage.INGEST, [REFUSAL])))
    assert ledger.refused(Stage.INGEST) == 1
    assert ledger.refused(Stage.EXTRACT) == 0
    ledger.check(Stage.EXTRACT)
