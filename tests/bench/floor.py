"""The floor: what any Typer program costs that prints a rich table as large as that of `analyze alibaba.yaml`."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def main(rows: int = 21) -> None:
    """Print a table."""
    table = Table("Factor", "Russia", "Southeast Asia", title="Drivers and strategies", show_lines=True)
    for number in range(rows):
        cell = "\n".join(f"• A theme with a label of usual length, number {theme} 3/2" for theme in range(3))
        table.add_row(f"A factor of the framework {number}", cell, cell)
    Console().print(table)


if __name__ == "__main__":
    app()
