"""cmake/unity_batches.py: two files of one unit never share a name of their anonymous namespaces."""

import importlib.util
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
specification = importlib.util.spec_from_file_location("unity_batches", ROOT / "cmake" / "unity_batches.py")
unity_batches = importlib.util.module_from_spec(specification)
specification.loader.exec_module(unity_batches)


def anonymous(code: str) -> str:
    return f"namespace smarttag {{\nnamespace {{\n\n{code}\n\n}}  // namespace\n\nvoid f() {{}}\n\n}}  // namespace smarttag\n"


def names(code: str) -> set[str]:
    return unity_batches.names_of(anonymous(code))


def test_declarations_of_each_kind_are_found():
    assert "run" in names("Result<int> run(const Call& call) {\n  return other(call);\n}")
    assert "kTable" in names("constexpr std::array kTable{\n    1,\n};")
    assert "kLeast" in names("constexpr float kLeast = 0.5F;  // of a second")
    assert "kNames" in names('const char* kNames[] = {"a"};')
    assert {"Options", "Step"} <= names("struct Options {\n  int a = 0;\n};\nusing Step = int (*)(int);")
    assert "misfit" in names("tl::unexpected<Error>\n    misfit(const Recipe& recipe) {\n}")
    assert "COLUMNS" in unity_batches.names_of('#define COLUMNS "a, b"\n')


def test_a_test_is_named_by_its_suite_and_itself():
    assert names("TEST(Sum, IsRight) {\n  check();\n}\n\nTEST_F(Other, IsRight) {\n}") == {"Sum_IsRight", "Other_IsRight"}


def test_what_others_may_use_too_is_no_name():
    assert "f" not in names("int a = 0;"), "it stands outside the anonymous namespace"
    assert "other" not in names("int run() {\n  return other();\n}")


def test_files_that_share_a_name_go_apart(tmp_path):
    for file, code in {"a.cc": "int one() {\n}", "b.cc": "int two() {\n}", "c.cc": "int one() {\n}\nint three() {\n}"}.items():
        (tmp_path / file).write_text(anonymous(code))
    chosen = unity_batches.batches(sorted(tmp_path.glob("*.cc")))
    assert [chosen[tmp_path / name] for name in ("a.cc", "b.cc", "c.cc")] == [0, 0, 1]


def test_no_test_program_is_linked_beside_its_room():
    """The build for users has no tests: what a test needs is TEST_LINK of smarttag_room."""
    found = [str(file) for file in (ROOT / "src").rglob("CMakeLists.txt")
             if "_test PRIVATE" in file.read_text(encoding="utf-8")]
    assert not found, found
