"""The one error a user can mend: its message is a whole sentence that says what is wrong and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Raised for wrong paths, wrong settings and unreadable input; the shell prints the message and nothing else."""
