"""The release workflow, held to its rules: pinned, least rights, no secret in it, every name explained, every step
parsed by its own language.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import tree_sitter
import tree_sitter_powershell
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
JOBS = ("check", "linux", "windows", "macos", "release")
PROTECTED = {"windows", "macos", "release"}


@pytest.fixture(scope="module")
def text() -> str:
    return WORKFLOW.read_text("utf-8")


@pytest.fixture(scope="module")
def workflow(text: str) -> dict[Any, Any]:
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


def steps(workflow: dict[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


def test_it_runs_on_a_tag_and_on_nothing_else(workflow: dict[Any, Any]) -> None:
    assert workflow[True] == {"push": {"tags": ["v*"]}}, "YAML 1.1 reads the key on as true"
    assert tuple(workflow["jobs"]) == JOBS
    assert workflow["jobs"]["release"]["needs"] == ["linux", "windows", "macos"]
    assert all(workflow["jobs"][name]["needs"] == "check" for name in ("linux", "windows", "macos"))


def test_every_action_is_pinned_by_its_whole_commit_and_says_which_version(text: str, workflow: dict[Any, Any]) -> None:
    used = [step["uses"] for _, step in steps(workflow) if "uses" in step]
    assert len(used) > 10
    for action in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action), action
        assert re.search(rf"uses: {re.escape(action)} # v\d+\.\d+\.\d+$", text, re.MULTILINE), action
    commits: dict[str, set[str]] = {}
    for action in used:
        commits.setdefault(action.partition("@")[0], set()).add(action)
    assert all(len(found) == 1 for found in commits.values()), "one commit of each"
    releasing = (ROOT / "RELEASING.md").read_text("utf-8")
    for action in commits:
        assert action in releasing, f"RELEASING.md does not say how {action} was pinned"


def test_rights_are_the_least(workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    asked = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert asked == {
        "windows": {"contents": "read", "id-token": "write"},
        "release": {"contents": "write", "id-token": "write", "attestations": "write"},
    }
    for _, step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}


def test_secrets_come_from_the_protected_environment_only(text: str, workflow: dict[Any, Any]) -> None:
    for name, job in workflow["jobs"].items():
        uses_secrets = "${{ secrets." in yaml.safe_dump(job) or "${{ vars." in yaml.safe_dump(job)
        assert uses_secrets == (job.get("environment") == "release") == (name in PROTECTED), name
    assert "-----BEGIN" not in text
    for _, step in steps(workflow):
        assert "${{ secrets." not in step.get("run", ""), "a secret in a script could be run as a command"
        assert "${{ github." not in step.get("run", ""), "a tag's name in a script could be run as a command"


def test_every_name_is_explained(text: str) -> None:
    releasing = (ROOT / "RELEASING.md").read_text("utf-8")
    names = set(re.findall(r"\$\{\{ (?:secrets|vars)\.(\w+) \}\}", text))
    assert len(names) > 12
    assert [name for name in sorted(names) if f"`{name}`" not in releasing] == []
    used = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \| (?:secret|variable) ", releasing, re.MULTILINE))
    assert used == names, "a name that nothing uses any more"


def test_no_address_is_written(text: str) -> None:
    """Packages come from where each client takes them; addresses of services come from the environment."""
    assert "://" not in text
    assert "://" not in (ROOT / "packaging" / "windows" / "sign.ps1").read_text("utf-8")


def test_every_job_ends_by_itself(workflow: dict[Any, Any]) -> None:
    assert all(5 <= job["timeout-minutes"] <= 150 for job in workflow["jobs"].values())


def test_every_step_names_its_shell(workflow: dict[Any, Any]) -> None:
    shells = {name: {step["shell"] for job, step in steps(workflow) if job == name and "run" in step} for name in JOBS}
    assert shells.pop("windows") == {"bash", "pwsh"}
    assert all(found == {"bash"} for found in shells.values())


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_every_shell_step_is_bash(workflow: dict[Any, Any]) -> None:
    scripts = [step["run"] for _, step in steps(workflow) if step.get("shell") == "bash"]
    assert len(scripts) > 8
    for script in scripts:
        said = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, timeout=10)
        assert (said.returncode, said.stderr) == (0, ""), script


def powershell_faults(script: str) -> list[str]:
    """Where a script is not PowerShell, by tree-sitter's grammar of it."""
    language = tree_sitter.Language(tree_sitter_powershell.language())
    todo, faults = [tree_sitter.Parser(language).parse(script.encode()).root_node], []
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            faults.append(f"line {node.start_point.row + 1}: {(node.text or b'')[:60]!r}")
        todo += node.children
    return faults


def test_every_powershell_step_is_powershell(workflow: dict[Any, Any]) -> None:
    scripts = [step["run"] for _, step in steps(workflow) if step.get("shell") == "pwsh"]
    scripts += [path.read_text("utf-8") for path in (ROOT / "packaging").rglob("*.ps1")]
    assert len(scripts) == 4
    for script in scripts:
        assert powershell_faults(script) == [], script
    assert powershell_faults("if ($x { 1 }") != [], "the reader can fail"


def test_a_failing_tool_stops_every_powershell_step(workflow: dict[Any, Any]) -> None:
    """PowerShell goes on after a program that failed: each one is followed by a look at how it ended."""
    for _, step in steps(workflow):
        if step.get("shell") != "pwsh":
            continue
        lines = [line.strip() for line in step["run"].strip().splitlines()]
        assert lines[0] == "$ErrorActionPreference = 'Stop'"
        for number, line in enumerate(lines):
            if re.match(r"(python|nuget|& \")", line):
                assert lines[number + 1].startswith("if ($LASTEXITCODE -ne 0)"), line
            if "Start-Process" in line:
                assert "-Wait -PassThru" in line
                assert "ExitCode -ne 0" in lines[number + 1], line
    script = (ROOT / "packaging" / "windows" / "sign.ps1").read_text("utf-8")
    assert "$ErrorActionPreference = 'Stop'" in script
    assert script.count("& $Tool") == 1, "every tool goes through Invoke-Tool, which looks at how it ended"


def test_what_is_signed_is_verified_in_the_same_job(workflow: dict[Any, Any]) -> None:
    said = {name: "\n".join(step.get("run", "") for job, step in steps(workflow) if job == name) for name in JOBS}
    assert "sign.ps1 -Path build/frozen/producer" in said["windows"]
    assert said["windows"].index("sign.ps1 -VerifyOnly -Path dist") > said["windows"].index("installer --source")
    assert "sign.ps1 -VerifyOnly -Path $where" in said["windows"]
    assert said["macos"].index("packaging/macos verify") > said["macos"].index("packaging/macos disk")
    assert said["release"].index("packaging/signing verify dist") > said["release"].index("packaging/signing sign dist")


def test_the_commands_that_it_calls_are_there(workflow: dict[Any, Any]) -> None:
    """Each ``python packaging/PART WORD`` is a word that the part understands."""
    called = set()
    for _, step in steps(workflow):
        called |= set(re.findall(r"python3? packaging/(\w+) ([\w-]+)", step.get("run", "")))
    assert {part for part, _ in called} == {"windows", "macos", "signing"}
    for part, word in called:
        source = "\n".join(path.read_text("utf-8") for path in (ROOT / "packaging" / part).rglob("commands.py"))
        assert f'"{word}"' in source, (part, word)
    for _, step in steps(workflow):
        for path in re.findall(r"(?<![\w/-])packaging/[\w/]+\.(?:ps1|spec|py)", step.get("run", "")):
            assert (ROOT / path).is_file(), path
        for target in re.findall(r"^\s*make ([\w-]+)", step.get("run", ""), re.MULTILINE):
            made = rf"^(?:[\w-]+ )*{target}(?: [\w-]+)*:"
            assert re.search(made, (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE), target
