"""`extract INPUT… --dask ADDRESS`: the main job on a cluster."""

import sys
from collections import Counter

from extract.cli.records import summing_up
from extract.reading.sources import read_sources
from extract.reading.urls import is_url, list_url
from extract.running.batch import Summary
from extract.running.cluster import Options, parts, run_on_cluster


def on_cluster(address: str, inputs: list[str], output: str, options: Options, *, resume: bool, quiet: bool) -> int:
    """Runs over `inputs`, files, folders and URLs, into the folder `output`; the exit code. Errors as of `run_on_cluster`."""
    skipped: Counter[str] = Counter()
    local = [name for name in inputs if not is_url(name)]
    here = read_sources(local, format=options.format, encoding=options.encoding, published=options.published, skipped=skipped)
    elsewhere = (file for name in inputs if is_url(name) for file in list_url(name))
    summary = Summary()
    failed_before = run_on_cluster(address, parts(here, elsewhere, options), output, options, summary, resume=resume)
    if not quiet:
        print(f"extract: {summing_up(summary, skipped)}", file=sys.stderr)
    return 1 if summary.failed or failed_before else 0
