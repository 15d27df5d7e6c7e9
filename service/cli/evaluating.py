"""`eval`: how well answers, verdicts, search, masking and fields do against labelled data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

if TYPE_CHECKING:
    from service.desk import Desk
    from service.scoring import Gold

evaluation = typer.Typer(help="Score the product against labelled data.", no_args_is_help=True)
cli.add_typer(evaluation, name="eval")


@evaluation.command()
def answers(
    questions: Annotated[Path, typer.Option(help="A gold file (samples/README.md).", exists=True)],
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Ask the gold file's questions of the connected account and score the answers."""
    from service.cli.scores import show_answer_scores
    from service.scoring import Gold, scored_answers

    gold = Gold.read(questions)
    with _gold_desk(account, gold) as desk:
        scores = scored_answers(desk, gold)
    if json:
        return print_json(scores.to_json())
    return show_answer_scores(scores)


@evaluation.command()
def coverage(
    gold: Annotated[Path, typer.Option(help="A gold file (samples/README.md).", exists=True)],
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Check the gold file's jobs of the connected account and score the verdicts."""
    from service.cli.scores import show_coverage_scores
    from service.scoring import Gold, scored_coverage

    wanted = Gold.read(gold)
    with _gold_desk(account, wanted) as desk:
        scores = scored_coverage(desk, wanted)
    if json:
        return print_json(scores.to_json())
    return show_coverage_scores(scores)


@evaluation.command()
def fields(
    pdfs: Annotated[Path, typer.Option(help="A folder of PDFs; needs no Jobber.", exists=True, file_okay=False)],
    output: Annotated[Path | None, typer.Option(help="Write the fields here, one JSON line a PDF.")] = None,
) -> None:
    """Compile every PDF of a folder into contract fields."""
    from service.cli.app import print_json_line
    from service.offline import fields_of_folder

    lines = fields_of_folder(pdfs)
    if output is None:
        for line in lines:
            print_json_line(line)
    else:
        _write_lines(output, lines)


@evaluation.command()
def anonymize(
    texts: Annotated[Path, typer.Option(help='JSON lines {"doc_id","text"}.', exists=True)],
    output: Annotated[Path | None, typer.Option(help='Write JSON lines {"doc_id","spans","kept"} here.')] = None,
) -> None:
    """Find the personal data in texts, without any account's own names; each span with its type, masked or kept."""
    from anonymize.detect import PresidioDetector
    from anonymize.evaluate import span_lines

    with texts.open() as file:
        found = span_lines(file, PresidioDetector())
        if output is None:
            for line in found:
                print(line)
        else:
            output.write_text("".join(f"{line}\n" for line in found))


@evaluation.command()
def retrieval(
    benchmark: Annotated[Path, typer.Option(help="A benchmark of the LegalBench-RAG format.", exists=True)],
    corpus: Annotated[Path, typer.Option(help="The folder its file paths start from.", exists=True, file_okay=False)],
    output: Annotated[Path | None, typer.Option(help="Write the hits here, one JSON line a query.")] = None,
    way: Annotated[
        str, typer.Option(help="Whose hits: second (the product's), routed, hybrid, dense or bm25.")
    ] = "second",
    masked: Annotated[bool, typer.Option("--masked", help="Also over masked texts, nobody in them known.")] = False,
    json: AsJson = False,
) -> None:
    """Search a benchmark's corpus: character precision and recall, and the recall of every way to search."""
    from retrieval.evaluate import WAYS, read_cases
    from service.cli.scores import retrieval_rows, show_retrieval
    from service.offline import masking, measured_retrieval

    if way not in WAYS:
        raise typer.BadParameter(f"choose one of {', '.join(WAYS)}", param_hint="--way")
    cases = read_cases(benchmark)
    report = measured_retrieval(cases, corpus)
    if output is not None:
        output.write_text("".join(f"{line}\n" for line in report.run(way).hit_lines()))
    hidden = None
    if masked:
        with masking() as mask:
            hidden = measured_retrieval(cases, corpus, mask)
    rows = retrieval_rows(report, hidden)
    if json:
        return print_json(rows)
    return show_retrieval(rows, report.questions)


@contextmanager
def _gold_desk(account: str | None, gold: Gold) -> Iterator[Desk]:
    """This process's own desk, on the day and in the zone the gold file was written for."""
    from service.app import App
    from service.auth.roles import Role
    from service.cli.desk import settings_for
    from service.owner import OwnedElsewhere, Ownership, own_or_find

    settings = settings_for(account).model_copy(update={"today": gold.today, "timezone": gold.timezone})
    found = own_or_find(settings.data_dir)
    if not isinstance(found, Ownership):
        raise OwnedElsewhere("stop `fineprint serve` first: an evaluation needs the data folder to itself")
    app = App(settings)
    try:
        yield app.desk_for(app.owner_principal(Role.STAFF))
    finally:
        app.close()
        found.release()


def _write_lines(path: Path, lines: Iterator[dict[str, object]]) -> None:
    import json

    with path.open("w") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
