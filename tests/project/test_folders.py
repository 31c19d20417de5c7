"""Where the cache and the state are kept."""

import sys
from pathlib import Path

import platformdirs
import pytest

from casecode.project.folders import folder


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize("base", [None, "", "/srv/kept", "kept", "./kept", "~/kept"])
def test_on_linux_it_is_what_platformdirs_says(
    base: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way to a folder leads where the library does, and a relative path counts for neither."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False) if base is None else monkeypatch.setenv(name, base)
    assert folder("cache") == platformdirs.user_cache_path("casecode", appauthor=False)
    assert folder("state") == platformdirs.user_state_path("casecode", appauthor=False)
    kept = Path("/srv/kept/casecode") if base == "/srv/kept" else tmp_path / ".cache" / "casecode"
    assert folder("cache") == kept


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_platformdirs_is_asked(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On systems that have other places the library tells them, unless the user says where."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: Path("there") / name / str(appauthor))
    assert folder("cache") == Path("there/casecode/False")
    monkeypatch.setenv("XDG_CACHE_HOME", "/srv/kept")
    assert folder("cache") == Path("/srv/kept/casecode")
