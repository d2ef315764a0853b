use proptest::prelude::*;

use super::*;

fn read(body: &str) -> Vec<String> {
    let show = |located: LocatedPiece| match located.piece {
        Piece::Heading { level, text } => format!("{} h{level} {text}", located.line),
        Piece::Block { kind, text } => format!("{} {kind:?} {text}", located.line),
        Piece::Note { grade, references } => {
            format!("{} {grade:?} {}", located.line, references.join("+"))
        }
    };
    let parsed = parse(&lines_of(body, 1));
    parsed.pieces.into_iter().map(show).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(read(body), expected, "{body}");
}

fn problems(body: &str) -> Vec<(usize, String)> {
    let problems = parse(&lines_of(body, 1)).problems.into_iter();
    problems
        .map(|(line, kind)| (line, kind.to_string()))
        .collect()
}

#[test]
fn sections_with_notes() {
    check(
        "## Why *salt*?\n<!-- grade: strong; refs: a, b -->\nIt [slows](x) the **yeast**\na little.\n\nSo:\n- one\n  - two\n3. x",
        &[
            "1 h2 Why salt?",
            "2 Some(Strong) a+b",
            "3 Paragraph It slows the yeast a little.",
            "6 Paragraph So:",
            "7 List - one\n  - two",
            "9 List 3. x",
        ],
    );
}

#[test]
fn tables_and_named_blocks() {
    check(
        "A | B\n---|---\nx | y<br>z\n\n<!-- faq -->\nWhy?\\\nSo.\n",
        &["1 TableRow A: x; B: y z", "6 Faq Why?\nSo."],
    );
}

#[test]
fn items_keep_the_numbers_that_they_are_written_with() {
    // An item without text is left out; a draft is read back with the numbers it holds.
    check("1. a\n2.\n3. b\n4. c", &["1 List 1. a\n3. b\n4. c"]);
    check("1. a\n3. b", &["1 List 1. a\n3. b"]);
    check("1. a\n1. b\n1. c", &["1 List 1. a\n2. b\n3. c"]);
}

#[test]
fn items_of_several_lists_are_several_blocks() {
    check("-\n  1. a\n- b", &["2 List 1. a", "3 List - b"]);
    check("1.\n   1. a\n2. b", &["2 List 1. a\n2. b"]);
    check(
        "1. x\n\n   -\n     1. a\n   - b",
        &["1 List 1. x\n  1. a\n  - b"],
    );
}

#[test]
fn lists_keep_their_levels_and_numbers() {
    check(
        "1. mix\n   - flour\n     more flour\n\n   Wait.\n2. bake\n   ```\n   oven on\n   ```\n3. eat",
        &[
            "1 List 1. mix\n  - flour more flour Wait.\n2. bake",
            "7 Code oven on",
            "10 List 3. eat",
        ],
    );
}

#[test]
fn code_keeps_its_lines_and_heads_nothing() {
    check(
        "Do:\n\n```sh\n# first\nmix  --slow\n    twice\n```\n\n~~~\n## no\n~~~\n",
        &[
            "1 Paragraph Do:",
            "3 Code # first\nmix  --slow\n    twice",
            "9 Code ## no",
        ],
    );
}

#[test]
fn hidden_comments_are_never_text() {
    check(
        "A.\n\n<!-- draft\n\n# ask the baker\nnot yet --> B.\n\nC <!-- d --> e.\n",
        &["1 Paragraph A.", "3 Paragraph B.", "8 Paragraph C e."],
    );
    assert!(
        problems("A.\n\n<!-- open\n\nB.\n")[0]
            .1
            .contains("never closed")
    );
}

#[test]
fn blocks_of_html_are_read_as_html() {
    check(
        "A:\n\n<ul><li>one</li>\n<li>two</li></ul>\n\n<table><tr><th>K</th><th>V</th></tr><tr><td>x</td><td>1</td></tr></table>\n\nB.",
        &[
            "1 Paragraph A:",
            "3 List - one\n- two",
            "6 TableRow K: x; V: 1",
            "8 Paragraph B.",
        ],
    );
}

#[test]
fn marks_of_obsidian() {
    check(
        "> [!tip]- Warm hands\n> Cold dough ==rises== slowly. ^a1\n\nSee [[Flour#Rye|rye]], [[Water]] and [[Salt#Sea]].\n\n%% to do %%\n![[oven.png]]\n\n%%\nhidden\n%%\n",
        &[
            "1 Paragraph Warm hands",
            "2 Paragraph Cold dough rises slowly.",
            "4 Paragraph See rye, Water and Salt (Sea).",
        ],
    );
}

#[test]
fn boxes_and_tabs_of_documentation_tools() {
    check(
        "!!! warning \"Hot\"\n    Use a glove.\n\n    - left\n    - right\n\n??? note\n    Fold it.\n\n=== \"Rye\"\n    Sour.\n=== \"Wheat\"\n    Mild.\n\nAfter.",
        &[
            "1 Paragraph Hot",
            "2 Paragraph Use a glove.",
            "4 List - left\n- right",
            "8 Paragraph Fold it.",
            "10 Paragraph Rye",
            "11 Paragraph Sour.",
            "12 Paragraph Wheat",
            "13 Paragraph Mild.",
            "15 Paragraph After.",
        ],
    );
    check(
        ":::tip Slow dough\nWait.\n:::\n\n::: details Why?\nYeast.\n:::\n\n:::note[Salt]\nLate.\n:::\n",
        &[
            "1 Paragraph Slow dough",
            "2 Paragraph Wait.",
            "5 Paragraph Why?",
            "6 Paragraph Yeast.",
            "9 Paragraph Salt",
            "10 Paragraph Late.",
        ],
    );
    check(
        "{{< tabs >}}\n{{% tab name=\"Rye\" %}}\nSour.\n{{% /tab %}}\n{{< /tabs >}}\n\n> [!NOTE]\n> Keep it warm.\n",
        &[
            "2 Paragraph Rye",
            "3 Paragraph Sour.",
            "8 Paragraph Keep it warm.",
        ],
    );
    check(
        "import Tabs from '@theme/Tabs';\n\n<Tabs>\n<TabItem value=\"r\" label=\"Rye\">\n\nSour.\n\n</TabItem>\n</Tabs>\n",
        &["4 Paragraph Rye", "6 Paragraph Sour."],
    );
}

#[test]
fn notes_terms_and_marks_of_wikis() {
    check(
        "Dough rises.[^1] It rests.[2][3] Rye[edit]\n\nProof\n: The last rise.\n\n[^1]: A note on rising dough.\n",
        &[
            "1 Paragraph Dough rises. It rests. Rye",
            "4 List - Proof: The last rise.",
            "6 h2 Notes",
            "6 Paragraph A note on rising dough.",
        ],
    );
}

#[test]
fn lines_are_joined_within_sentences_alone() {
    check(
        "Bake it for<br>an hour.<br>Then cool it.\n\n三つの\n点です。",
        &[
            "1 Paragraph Bake it for an hour.\nThen cool it.",
            "3 Paragraph 三つの点です。",
        ],
    );
    check(
        "2*3*4 and `a[1]` stay, x[1] not.",
        &["1 Paragraph 2*3*4 and a[1] stay, x not."],
    );
}

#[test]
fn what_cannot_be_shown_is_told() {
    assert_eq!(
        problems("![a loaf](x.png)\n\n<iframe src=\"y\"></iframe>\n"),
        [
            (1, "a picture cannot be shown: a loaf".to_owned()),
            (3, "`iframe` cannot be shown".to_owned()),
        ]
    );
}

#[test]
fn bad_notes_are_told() {
    let parsed = parse(&lines_of("x\n\n<!-- grade: superb; ref: a -->\n", 10));
    let lines: Vec<usize> = parsed.problems.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [12, 12]);
}

#[test]
fn traps_take_no_time() {
    for trap in [
        ">".repeat(20_000),
        "- ".repeat(10_000),
        "<div>".repeat(10_000),
        "<b ".repeat(20_000),
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "[[a".repeat(20_000),
        "!!! a \"b\"\n    ".repeat(2_000),
        "`".repeat(50_000),
        "==a".repeat(20_000),
        "<!--".repeat(20_000),
        "x[1]".repeat(20_000),
        "| a ".repeat(20_000),
        "a\n: b\n".repeat(10_000),
        "<details><summary>".repeat(2_000),
    ] {
        let start = std::time::Instant::now();
        let _ = parse(&lines_of(&trap, 1));
        let took = start.elapsed();
        assert!(took.as_secs() < 10, "{took:?} for {}", &trap[..10]);
    }
}

proptest! {
    #[test]
    fn any_text_parses(text in "([#>*_`|\\[\\]()<!:=?%^{}-]{1,3}|[a-z]{1,4}|\\d\\.|\n| |\t|    ){0,80}") {
        for located in parse(&lines_of(&text, 1)).pieces {
            prop_assert!(located.line >= 1);
        }
    }
}
