"""Run `oo worker`, as the command line does."""

from oo_app import cli, worker  # noqa: F401 - the command reads its module only when it runs


def main():
    cli.app(["worker"], standalone_mode=False)
