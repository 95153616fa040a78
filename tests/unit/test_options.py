from dataclasses import replace

import pytest

from sijill import flags
from sijill.__main__ import parser
from sijill.options import STAGE_OPTIONS

REQUIRED = {
    "ingest": "--path p --corpus c --out o",
    "furniture": "--reports r --out o",
    "normalize": "--reports r --furniture f --codebook c --out o",
    "extract": "--normalized n --places p --codebook c --out o",
    "deduplicate": "--tables t --places p --codebook c --out o",
    "validate": "--tables t --places p --codebook c --out o",
    "review": "--tables t --places p --codebook c --out o",
    "export": "--tables t --rejected r --inputs i --places p --codebook c --out o",
    "evaluate": "--tables t --places p --codebook c --out o",
}


def parsed(stage, words):
    return flags.read(stage, parser().parse_args([stage, *REQUIRED[stage].split(), *words]))


def other(value):
    """A value of the same type that is not the default."""
    return not value if isinstance(value, bool) else value + ("x" if isinstance(value, str) else 1)


@pytest.mark.parametrize("stage", STAGE_OPTIONS)
def test_no_flag_means_the_defaults(stage):
    assert parsed(stage, []) == STAGE_OPTIONS[stage]()


@pytest.mark.parametrize("stage", STAGE_OPTIONS)
def test_flags_carry_every_value_there_and_back(stage):
    options = STAGE_OPTIONS[stage]()
    changed = replace(options, **{name: other(value) for name, value in vars(options).items()})
    assert parsed(stage, flags.write(stage, vars(changed))) == changed
    assert parsed(stage, flags.write(stage, vars(options))) == options
