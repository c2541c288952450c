"""Types of data sets print as MindSpore's."""

import mindspore.dataset as ds
import pytest


@pytest.mark.parametrize(
    "kind, module",
    [
        (ds.MnistDataset, "datasets_vision"),
        (ds.GeneratorDataset, "datasets_user_defined"),
        (ds.TextFileDataset, "datasets_text"),
        (ds.BatchDataset, "datasets"),
    ],
)
def test_types_print_as_mindspore_s(kind, module):
    assert repr(kind) == f"<class 'mindspore.dataset.engine.{module}.{kind.__name__}'>"


def test_a_data_set_of_ones_own_is_its_own():
    class Own(ds.GeneratorDataset):
        pass

    assert repr(Own).endswith("test_a_data_set_of_ones_own_is_its_own.<locals>.Own'>")
