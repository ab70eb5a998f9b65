"""Every example of a docstring runs and says what it claims."""

import doctest
import importlib
import pkgutil

import pytest

import allocation

MODULES = sorted(found.name for found in pkgutil.walk_packages(allocation.__path__, "allocation."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_say_what_they_claim(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
