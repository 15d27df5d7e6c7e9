"""The check that nothing personal stands in clear in what is stored."""

from __future__ import annotations

from service.doctor.finding import Finding, failed, ok, skipped
from service.doctor.premises import Premises
from service.leak_meter import LeakReport


def leaks(premises: Premises, account: str) -> Finding:
    """Reads everything stored, and keeps the counts (`LeakMeter.last`)."""
    report = premises.app.look_for_leaks(account)
    if report is None:
        return skipped("nothing is known of the account's people yet")
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


def rehearsal(premises: Premises, account: str) -> Finding:
    """The account's canary through masking, sealing and indexing, in a scratch installation."""
    from service.rehearsal import rehearse

    done = rehearse(premises.settings, premises.app.canary(account))
    if not done.indexed:
        return failed("a made-up client's note was not indexed", "see the findings about the models; nothing is masked")
    if done.leaks:
        return failed(
            f"a made-up client's values stand in clear in {len(done.leaks)} files of a scratch installation",
            "don't sync with this version; install one whose masking passes",
        )
    return ok("a made-up client's note was masked, sealed and indexed, and nothing of it stands in clear")


def _told(report: LeakReport) -> str:
    read = sum(place.read for place in report.places)
    what = (
        f"0 of {report.sought} known values in {read} files and tables "
        f"({report.bytes / 1e6:.0f} MB in {report.seconds:.1f} s); a planted canary is found in each kind of place"
    )
    return "; ".join((what, *report.not_read))
