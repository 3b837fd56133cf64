"""``make bench``: how fast, beside what one would use instead. Nothing here passes or fails.

Ten minutes at most on two busy cores; ``make bench-large`` (``--large``) has what takes longer:
WeasyPrint with our style sheet, the checks on sixty documents, and machine translation with
models of full size.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools import bench_checks, bench_documents, bench_mt


def main() -> None:
    """Print every measurement as soon as it is there."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="what takes longer, alone")
    start = time.perf_counter()
    for line in _large() if parser.parse_args().large else _usual():
        print(line, flush=True)
    print(f"\nall of it: {time.perf_counter() - start:.0f} s wall")


def _usual() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from bench_documents.lines(Path(folder))
    yield from bench_checks.faults()
    yield from bench_checks.wrong_language()
    yield from bench_checks.speed(bench_checks.FEW)


def _large() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from bench_documents.large(Path(folder))
    yield from bench_checks.speed(bench_checks.MANY)
    yield from bench_mt.lines()


if __name__ == "__main__":
    main()
