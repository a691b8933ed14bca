"""The group-policy templates: against each other, in both languages, and against what the code reads."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from producer_windows import installer, product

from producer import policy_windows

SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
LANGUAGES = ("en-US", "nl-NL")

FORM = {
    "policyDefinitions": (
        ("policyNamespaces", "resources", "supportedOn", "categories", "policies"),
        {"revision", "schemaVersion"},
    ),
    "policyNamespaces": (("target",), set()),
    "target": ((), {"prefix", "namespace"}),
    "resources": ((), {"minRequiredRevision", "fallbackCulture"}),
    "supportedOn": (("definitions",), set()),
    "definitions": (("definition",), set()),
    "definition": ((), {"name", "displayName"}),
    "categories": (("category",), set()),
    "category": ((), {"name", "displayName"}),
    "policies": (("policy",), set()),
    "policy": (
        ("parentCategory", "supportedOn", "elements"),
        {"name", "class", "displayName", "explainText", "presentation", "key"},
    ),
    "parentCategory": ((), {"ref"}),
    "elements": (("text",), set()),
    "text": ((), {"id", "valueName", "required", "maxLength"}),
}
"""What a definition may hold, in this order, and its attributes: the part of Microsoft's PolicyDefinitions.xsd
(sequences, required attributes) that the templates use. ``supportedOn`` of a policy is a reference.
"""

STRINGS_FORM = ("displayName", "description", "resources")
"""The sequence of PolicyDefinitionResources in the same schema."""


def plain(tag: str) -> str:
    assert tag.startswith(SPACE), f"{tag} is not in the namespace of policy definitions"
    return tag.removeprefix(SPACE)


@pytest.fixture(scope="module")
def admx() -> ET.Element:
    return ET.parse(product.POLICY / "Producer.admx").getroot()


@pytest.fixture(scope="module")
def adml() -> dict[str, ET.Element]:
    return {name: ET.parse(product.POLICY / name / "Producer.adml").getroot() for name in LANGUAGES}


def strings(root: ET.Element) -> dict[str, str]:
    found = [(element.attrib["id"], element.text or "") for element in root.iter(f"{SPACE}string")]
    assert len(dict(found)) == len(found), "a string twice"
    return dict(found)


def fields(root: ET.Element) -> dict[str, list[tuple[str, str]]]:
    """Each presentation's boxes: kind and which element they fill."""
    return {
        presentation.attrib["id"]: [(plain(box.tag), box.attrib["refId"]) for box in presentation]
        for presentation in root.iter(f"{SPACE}presentation")
    }


def test_the_definitions_have_the_form_of_the_schema(admx: ET.Element) -> None:
    for element in admx.iter():
        name = plain(element.tag)
        if name == "supportedOn" and "ref" in element.attrib:
            continue
        children, attributes = FORM[name]
        assert [plain(child.tag) for child in element if child.tag] == [
            tag for tag in children for _ in element.findall(SPACE + tag)
        ], name
        assert set(element.attrib) == attributes, name
    assert plain(admx.tag) == "policyDefinitions"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strings_have_the_form_of_the_schema(adml: dict[str, ET.Element], language: str) -> None:
    root = adml[language]
    assert plain(root.tag) == "policyDefinitionResources"
    assert tuple(plain(child.tag) for child in root) == STRINGS_FORM
    assert [plain(child.tag) for child in root[2]] == ["stringTable", "presentationTable"]
    for box in root.iter(f"{SPACE}textBox"):
        assert [plain(child.tag) for child in box] == ["label"]
        assert (box[0].text or "").strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_is_used_is_said_and_none_is_left(
    admx: ET.Element, adml: dict[str, ET.Element], language: str
) -> None:
    values = [value for element in admx.iter() for value in element.attrib.values()]
    for kind, known in (("string", set(strings(adml[language]))), ("presentation", set(fields(adml[language])))):
        used = {found[1] for value in values if (found := re.fullmatch(rf"\$\({kind}\.(\w+)\)", value))}
        assert used == known


def test_every_policy_can_be_filled_in(admx: ET.Element, adml: dict[str, ET.Element]) -> None:
    categories = {element.attrib["name"] for element in admx.iter(f"{SPACE}category")}
    supported = {element.attrib["name"] for element in admx.iter(f"{SPACE}definition")}
    policies = list(admx.iter(f"{SPACE}policy"))
    assert policies
    for policy in policies:
        assert policy.find(f"{SPACE}parentCategory").attrib["ref"] in categories
        assert policy.find(f"{SPACE}supportedOn").attrib["ref"] in supported
        elements = [element.attrib["id"] for element in policy.find(f"{SPACE}elements")]
        for root in adml.values():
            assert fields(root)[policy.attrib["name"]] == [("textBox", name) for name in elements]


def test_both_languages_say_the_same_things(adml: dict[str, ET.Element]) -> None:
    english, dutch = (strings(adml[name]) for name in LANGUAGES)
    assert set(english) == set(dutch)
    for name, text in english.items():
        assert dutch[name].strip()
        assert text.count("\n\n") == dutch[name].count("\n\n")
        assert re.findall(r"%ProgramData%\S+|\[\w+\]", text) == re.findall(r"%ProgramData%\S+|\[\w+\]", dutch[name])
        assert (text == dutch[name]) == (name == "Producer"), name


def test_the_registry_is_written_where_the_code_reads(admx: ET.Element) -> None:
    written = {
        (policy.attrib["key"], element.attrib["valueName"])
        for policy in admx.iter(f"{SPACE}policy")
        for element in policy.find(f"{SPACE}elements")
    }
    asked: set[tuple[str, str]] = set()

    def read(key: str, name: str) -> str:
        asked.add((key, name))
        return "x"

    policy_windows.registry_policy(read)
    assert written == asked
    assert {policy.attrib["class"] for policy in admx.iter(f"{SPACE}policy")} == {"Machine"}, "HKLM, as the code reads"


def test_the_policy_file_has_the_same_sections() -> None:
    """Names from whatever reads the policy file, once something does."""
    code = {path: path.read_text("utf-8") for path in (product.ROOT / "producer").rglob("*.py")}
    readers = [text for path, text in code.items() if '"policy.toml"' in text and path.name != "policy_windows.py"]
    if not readers:
        pytest.skip("nothing reads policy.toml yet")
    for section, names in policy_windows.VALUES.items():
        for name in (section, *names):
            assert any(f'"{name}"' in text for text in readers), name


def test_the_packed_templates_are_laid_out_as_a_policy_store(tmp_path: Path) -> None:
    made = installer.pack_policy("1.2.3", tmp_path)
    assert made.name == "producer-1.2.3-windows-policy.zip"
    with zipfile.ZipFile(made) as packed:
        assert packed.namelist() == ["Producer.admx", "en-US/Producer.adml", "nl-NL/Producer.adml"]
    again = installer.pack_policy("1.2.3", tmp_path / "again")
    assert again.read_bytes() == made.read_bytes()
