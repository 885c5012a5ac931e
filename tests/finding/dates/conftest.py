import pytest

from extract.finding.dates import DateFinder


@pytest.fixture(scope="session")
def finder() -> DateFinder:
    return DateFinder()
