"""The check that nothing personal stands in clear in what is stored."""

from __future__ import annotations

from anonymize.boundary import Scope
from anonymize.canary import Canary
from ingest.known_names import NameBook
from service.doctor.finding import Finding, failed, ok, skipped
from service.doctor.premises import Premises
from service.leak_meter import LeakMeter, LeakReport


def leaks(premises: Premises, account: str) -> Finding:
    """Reads everything stored, and keeps the counts (`LeakMeter.last`)."""
    app = premises.app
    names = NameBook.of(app.records, Scope(account))
    if not names.entities:
        return skipped("nothing is known of the account's people yet")
    canary = Canary.of(app.keyring.account_secret(account, "canary"))
    report = LeakMeter(premises.settings, app.engine).measure(account, names, canary)
    if report.missed:
        return failed(
            f"the leak meter does not find its own canary in: {', '.join(report.missed)}",
            "install this version of Fineprint anew; until then a leak could pass unseen",
        )
    if report.leaks:
        where = ", ".join(f"{place.name} ({place.leaks})" for place in report.places if place.leaks)
        return failed(
            f"known values stand in clear in: {where}",
            "run `fineprint sync` (texts are masked anew where names are new) and this again; if they stay, "
            "run `fineprint reindex`, and delete exports and logs that were put below the data folder",
        )
    return ok(_told(report))


def _told(report: LeakReport) -> str:
    read = sum(place.read for place in report.places)
    what = (
        f"0 of {report.sought} known values in {read} files and tables "
        f"({report.bytes / 1e6:.0f} MB in {report.seconds:.1f} s); a planted canary is found in each kind of place"
    )
    return "; ".join((what, *report.not_read))
