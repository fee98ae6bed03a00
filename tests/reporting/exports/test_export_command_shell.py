"""`manage.py export` seen from the shell: its list, its exit status, its one sentence."""

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line


def test_a_folder_that_is_not_there(world, tmp_path):
    with pytest.raises(CommandError, match="gick inte att skriva"):
        call_command(
            "export",
            "malbild",
            "--as",
            "koordinator",
            "--month",
            "2021-03",
            "--output",
            str(tmp_path / "x/y"),
        )


def test_the_list_names_slug_formats_and_permission(capsys):
    call_command("export", "--list")
    first = capsys.readouterr().out.splitlines()[0]
    assert first.split()[0] == "esf-deltagare"
    assert "csv, xlsx" in first
    assert "ta ut listor med personnummer" in first


def test_the_shell_sees_exit_status_1_and_one_sentence(world, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(
        "django.core.management.base.connections.close_all", lambda: None
    )  # the test's own connection
    words = ["--as", "finns.inte", "--month", "2021-03", "--output", str(tmp_path / "fil")]
    with pytest.raises(SystemExit) as left:
        execute_from_command_line(["manage.py", "export", "malbild", "--skip-checks", *words])
    assert left.value.code == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert said == ["CommandError: Det finns ingen användare finns.inte som får logga in."]
    assert list(tmp_path.iterdir()) == []
