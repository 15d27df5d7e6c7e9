"""`keys`: the master key, and the keys under it."""

from __future__ import annotations

import typer

from service.cli.app import AsJson, cli, print_json

keys = typer.Typer(help="The keys that seal everything at rest.", no_args_is_help=True)
cli.add_typer(keys, name="keys")


@keys.command()
def rotate(json: AsJson = False) -> None:
    """Go over to a new master key: every account gets a new key, and all data keys are wrapped anew."""
    from service.app import App
    from service.key_rotation import rotate_keys
    from service.settings import Settings

    app = App(Settings())
    try:
        done = rotate_keys(app.master_key_place, app.keyring, app.erasure_register)
    finally:
        app.close()
    if json:
        return print_json(done.as_json())
    print(f"master key {done.old} → {done.new}: {done.accounts} accounts, {done.data_keys} data keys wrapped anew")
    print(done.advice)
    return None
