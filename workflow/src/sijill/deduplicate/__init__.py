"""The stage that makes reports and event mentions one where they are one."""
