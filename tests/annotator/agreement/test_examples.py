"""The worked examples that stand in the docstrings of the measures."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import annotator.agreement

MODULES = [
    importlib.import_module(f"annotator.agreement.{found.name}")
    for found in pkgutil.iter_modules(annotator.agreement.__path__)
]
MEASURES = [
    "alpha",
    "alpha_u_1995",
    "coefficients",
    "fleiss_family",
    "intervals",
    "matching",
    "sets",
    "stance",
    "unitizing",
    "weights",
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_docstring_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", MEASURES)
def test_every_module_of_measures_has_examples(name: str) -> None:
    module = importlib.import_module(f"annotator.agreement.{name}")
    assert doctest.testmod(module).attempted > 0
