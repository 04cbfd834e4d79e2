"""`syncd completion bash|zsh`: a script for the shell, made from the commands and options that there are."""

from __future__ import annotations

import argparse

from syncd.cli.exits import Exit
from syncd.cli.frame import command_line

_SCRIPT = """\
_syncd() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{commands}" -- "$word"))
        return
    fi
    case "${{COMP_WORDS[1]}} $word" in
{cases}
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}}
complete -o filenames -F _syncd syncd
"""
_CASE = """\
        "{command} -"*) COMPREPLY=($(compgen -W "{options}" -- "$word")) ;;"""
_ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("completion", help="what completes commands and options in bash or zsh")
    parser.add_argument("shell", choices=("bash", "zsh"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    print((_ZSH if args.shell == "zsh" else "") + script(), end="")
    return Exit.DONE


def script() -> str:
    """The function for bash; zsh takes it as well."""
    commands = commands_of(command_line())
    cases = (_CASE.format(command=name, options=" ".join(_options(parser))) for name, parser in commands.items())
    return _SCRIPT.format(commands=" ".join(commands), cases="\n".join(cases))


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Each command's own parser, by name."""
    return dict(next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices)  # noqa: SLF001 - argparse has no other way


def _options(parser: argparse.ArgumentParser) -> list[str]:
    shown = [action for action in parser._actions if action.help is not argparse.SUPPRESS]  # noqa: SLF001
    return [option for action in shown for option in action.option_strings if option.startswith("--")]
