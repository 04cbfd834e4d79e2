"""`syncd evidence REF`: a folder or zip for a dispute, which verifies on a machine without syncd."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

from syncd.app.program import wall_clock
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, add_json, load, print_json
from syncd.domain.errors import ConfigError, Problem
from syncd.engine.evidence import evidence_files
from syncd.store import dossier
from syncd.store.schema import open_readonly


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("evidence", help="a folder or zip that proves an approval")
    parser.add_argument("ref", metavar="REF", help="an approval's reference, or that of a note about it")
    parser.add_argument(
        "--output", type=Path, metavar="PATH", help="a folder, or a file ending in .zip; default: evidence-REF here"
    )
    add_config(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config, ref = load(args), args.ref.upper()
    found = dossier.of_ref(open_readonly(config.database), ref)
    if found is None:
        what, mend = "no approval stands behind this reference", "references of approvals stand in `syncd status`"
        raise ConfigError((Problem("error", args.ref, what, mend),))
    content = evidence_files(found, config.agency.language, config.agency.timezone, wall_clock())
    target = args.output or Path(f"evidence-{ref}")
    try:
        (_write_zip if target.suffix == ".zip" else _write_folder)(target, content)
    except OSError as error:
        raise ConfigError(
            (Problem("error", str(target), f"cannot be written: {error.strerror}", "name another place with --output"),)
        ) from error
    if args.json:
        print_json({"ref": ref, "path": str(target), "files": sorted(content)})
    else:
        print(f"{target}: {', '.join(sorted(content))}")
    return Exit.DONE


def _write_folder(target: Path, content: dict[str, bytes]) -> None:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, data in content.items():
        (target / name).write_bytes(data)
        (target / name).chmod(0o600)


def _write_zip(target: Path, content: dict[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(content.items()):
            archive.writestr(f"{target.stem}/{name}", data)
    target.chmod(0o600)
