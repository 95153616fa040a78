"""What all tests share."""

from hypothesis import settings

# How long an example takes says how busy the machine is. Speed belongs in tests/bench.
settings.register_profile("sijill", deadline=None)
settings.load_profile("sijill")
