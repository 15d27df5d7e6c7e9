"""`fields`: which custom field takes which contract field, making the missing ones, and what was learned."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cli.app import AccountId, AsJson, cli, print_json

fields = typer.Typer(help="Contract fields and Jobber's custom fields.", no_args_is_help=True)
cli.add_typer(fields, name="fields")


@fields.command("map")
def map_fields(
    file: Annotated[Path | None, typer.Argument(help="Check this YAML file and use it from now on.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the map in use to this file, to edit it.")] = None,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Show the map in use, write it to a file to edit, or use an edited one."""
    from service.cli.desk import records_desk

    with records_desk(account, "admin") as desk:
        if file is not None:
            count = desk.writing.save_field_map(file.read_text(encoding="utf-8"))
            print_json({"mappings": count}) if json else print(f"{count} contract fields are mapped")
            return
        text = desk.writing.field_map()
    if output is not None:
        output.write_text(text, encoding="utf-8")
    if json:
        print_json({"yaml": text})
    elif output is None:
        print(text, end="")


@fields.command()
def create(
    of: Annotated[str, typer.Option("--of", help="clients, properties or jobs.")] = "clients",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for programs.")] = False,
    account: AccountId = None,
    json: AsJson = False,
) -> None:
    """Make the custom fields that are missing, after an explicit yes: Jobber can never remove them again."""
    from service.cli.desk import records_desk, workflow_desk
    from service.cli.show import show_proposals, tell
    from service.extraction.field_map import ON

    if of not in ON:
        raise typer.BadParameter(f"--of is one of {', '.join(ON)}")
    with records_desk(account, "admin") as desk:
        wanted = desk.writing.missing_fields(of)
    if not wanted:
        return tell([], show_proposals, json=json)
    if not yes:
        _ask([f"{field.name} ({field.value_type}{f' {field.unit}' if field.unit else ''})" for field in wanted], of)
    with workflow_desk(account, "admin") as owner_desk:
        done = owner_desk.create_fields(of)
    return tell(done, show_proposals, json=json)


@fields.command()
def learned(account: AccountId = None, json: AsJson = False) -> None:
    """Show what people's corrections taught."""
    from service.cli.desk import records_desk
    from service.cli.show import tell
    from service.cli.show_writing import show_learned

    with records_desk(account, "manager") as desk:
        tell(desk.writing.learned(), show_learned, json=json)


@fields.command()
def forget(id: str, account: AccountId = None) -> None:
    """Take away something that was learned."""
    from service.cli.desk import records_desk

    with records_desk(account, "admin") as desk:
        desk.writing.forget_lesson(id)
    print(f"{id} forgotten")


def _ask(names: list[str], of: str) -> None:
    """Goes on only after somebody typed yes."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody is there to ask; add --yes to make them without a question")
    print(f"These custom fields would be made for {of} in Jobber. Neither you nor this program can ever remove them:")
    for name in names:
        print(f"  {name}")
    if input("Type yes to make them: ").strip().lower() != "yes":
        raise typer.Exit(1)
