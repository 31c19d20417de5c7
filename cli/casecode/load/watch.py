"""What is being read, for whoever waits: the file, and which of how many it is."""

name = ""  # of the file
done = 0  # files read so far
total = 0  # files that are to be read, where that is known


def reading(file: str) -> None:
    """A file is read now."""
    global name
    name = file


def of(files: int) -> None:
    """So many files are to be read."""
    global done, total
    done, total = 0, files


def step() -> None:
    """One of them has been read."""
    global done
    done += 1


def described() -> str:
    """The file, and which of how many it is."""
    return f"{name} ({min(done + 1, total)} of {total})" if total > 1 else name
