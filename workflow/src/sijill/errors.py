"""The one error a user can mend: its message is a whole sentence that says what is wrong and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Raised for wrong paths, wrong settings and unreadable input; the shell prints the message and nothing else."""

    def __str__(self) -> str:
        """The message as a terminal may show it: names of files come from strangers and may hold its commands, or marks
        that turn what follows around."""
        return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in super().__str__())
