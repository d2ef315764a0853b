//! Dialects of Markdown beyond `CommonMark` and GitHub's tables → plain Markdown, line by line: Obsidian's
//! callouts, marks, comments and embeds, the boxes and tabs of `MkDocs`, Docusaurus, `VitePress`, Hugo and MDX, citation
//! marks of wikis. Code stays as it is.

use std::sync::LazyLock;

use regex::Regex;

use super::Line;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// `!!! note "Title"`, `??? tip`, `=== "Tab"`: the mark, its kind and its title.
static ADMONITION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"^(?:(?:!!!|\?\?\?)\+?[ \t]+([\w-]+)(?:[ \t]+inline(?:[ \t]+end)?)?[ \t]*(?:"(.*)")?|={3}[+!]?[ \t]+"(.*)")[ \t]*$"#,
    )
});
/// Kinds of boxes; another word in their place is a title.
const KINDS: &[&str] = &[
    "abstract",
    "attention",
    "bug",
    "caution",
    "check",
    "cite",
    "danger",
    "details",
    "done",
    "error",
    "example",
    "fail",
    "failure",
    "faq",
    "help",
    "hint",
    "important",
    "info",
    "missing",
    "note",
    "question",
    "quote",
    "success",
    "summary",
    "tip",
    "tldr",
    "todo",
    "warning",
];
/// Shortcodes that are replaced by something else than a box with a title.
const NO_BOXES: &[&str] = &[
    "figure", "gist", "image", "img", "param", "ref", "relref", "tweet", "vimeo", "youtube",
];
/// `:::tip Title`, `:::note[Title]`, `::: details Title {open}`, and `:::`, which closes.
static CONTAINER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^:{3,}[ \t]*\{?([\w-]*)\}?[ \t]*(?:\[(.*)\]|(.*?))(?:\{.*\})?[ \t]*$")
});
/// `> [!note]- Title`.
static CALLOUT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^((?:>[ \t]?)+)\[!([\w-]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*(.*)$"));
/// `{{< note "Title" >}}`, `{{% tab name="Title" %}}`.
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| regex(r"\{\{[<%][ \t]*(.*?)[ \t]*/?[>%]\}\}"));
static SHORTCODE_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?:^\w[\w-]*[ \t]+(?:[\w-]+[ \t]+)?|\b(?:title|name|header|caption|summary)[ \t]*=[ \t]*)["']([^"']+)["']"#,
    )
});
/// An element of MDX that shows a title: `<TabItem value="x" label="Title">`.
static COMPONENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"^<[A-Z]\w*\b[^>]*?\b(?:label|title|header)[ \t]*=[ \t]*(?:\{[ \t]*)?["']([^"']+)["'][^>]*>$"#,
    )
});
/// Lines that only tools read.
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:\{:.*\}|\{#.*#\}|\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|\{/\*.*\*/\}|%%.*%%)$")
});
static LIQUID: LazyLock<Regex> = LazyLock::new(|| regex(r"\{%-?[^%]*-?%\}"));
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(^|[^\\=])==([^=\s](?:[^=]*[^=\s\\])?)=="));
static INLINE_COMMENT: LazyLock<Regex> = LazyLock::new(|| regex(r"(^|[^\\%])%%[^%]+%%"));
static BLOCK_ID: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|[ \t])\^[A-Za-z0-9-]+[ \t]*$"));
static EMBED: LazyLock<Regex> = LazyLock::new(|| regex(r"(^|[^\\])!\[\[[^\[\]]+\]\]"));
/// A picture whose file name has spaces in it, which `CommonMark` takes for text.
static SPACED_PICTURE: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"!\[[^\[\]]*\]\([^()<>"]*[^()<>"\s][ ][^()<>"\s][^()<>"]*\)"#));
/// Marks of wikis behind a word: `[12]`, `[3, 4]`, `[a]`, `[edit]`, `[citation needed]`.
static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"([\w.,;:!?)\]’”\x22'。])(?:\[(?:\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*|note \d{1,2}|edit|edit source|citation needed|clarification needed|when\?|who\?)\])+($|[^(\[:\w])",
    )
});
static EDIT_LINK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[ \t]*\[edit(?: source| section)?\](?:\([^()]*\))?[ \t]*$"));
/// A product such as `5*3*2` is no emphasis.
static PRODUCT: LazyLock<Regex> = LazyLock::new(|| regex(r"(\d)\*(\d)"));

/// The lines of a Markdown file, whose first one is `first_line`, in plain Markdown.
pub(in crate::content) fn lines_of(body: &str, first_line: usize) -> Vec<Line> {
    let mut reader = DialectReader::default();
    for (offset, source) in body.lines().enumerate() {
        reader.line(first_line + offset, source);
    }
    reader.lines
}

#[derive(Default)]
struct DialectReader {
    lines: Vec<Line>,
    /// The mark that opened a block of code: its character, its length.
    fence: Option<(char, usize)>,
    /// Indents of the open boxes; their content is indented four columns further.
    boxes: Vec<usize>,
    /// Within a comment that `%%` opened.
    in_comment: bool,
    /// Within the statements that a file of MDX begins with.
    in_import: bool,
}

impl DialectReader {
    fn push(&mut self, number: usize, text: impl Into<String>) {
        self.lines.push(Line::new(number, text));
    }

    /// Adds the title of a box as a paragraph of its own.
    fn title(&mut self, number: usize, indent: &str, title: &str) {
        self.push(number, "");
        let title = title.trim().trim_matches('*');
        if !title.is_empty() {
            self.push(number, format!("{indent}**{title}**"));
            self.push(number, "");
        }
    }

    fn line(&mut self, number: usize, source: &str) {
        let source = self.unboxed(source);
        let trimmed = source.trim();
        let indent = &source[..source.len() - source.trim_start().len()];
        if self.is_code(trimmed) {
            self.push(number, source.as_str());
            return;
        }
        if self.in_comment || trimmed == "%%" {
            self.in_comment ^= trimmed.ends_with("%%");
            self.push(number, "");
            return;
        }
        if self.is_import(trimmed) || DIRECTIVE.is_match(trimmed) {
            self.push(number, "");
            return;
        }
        if let Some(found) = ADMONITION.captures(trimmed) {
            let kind = found
                .get(1)
                .map(|kind| kind.as_str())
                .filter(|kind| !KINDS.contains(&kind.to_ascii_lowercase().as_str()));
            let title = found.get(2).or_else(|| found.get(3));
            let title = title.map(|title| title.as_str()).or(kind);
            self.title(number, indent, title.unwrap_or(""));
            self.boxes.push(columns(&source));
            return;
        }
        if trimmed.starts_with(":::")
            && let Some(found) = CONTAINER.captures(trimmed)
        {
            let title = found.get(2).or_else(|| found.get(3));
            self.title(number, indent, title.map_or("", |title| title.as_str()));
            return;
        }
        if let Some(found) = CALLOUT.captures(trimmed) {
            let quote = found[1].trim_end();
            if !found[4].is_empty() {
                self.push(number, format!("{quote} **{}**", inline(&found[4])));
            }
            self.push(number, quote);
            return;
        }
        if let Some(found) = COMPONENT.captures(trimmed) {
            self.title(number, indent, &found[1]);
            return;
        }
        if is_tilde_underline(trimmed, self.lines.last()) {
            self.push(number, "---");
            return;
        }
        if let Some(found) = SHORTCODE.captures(trimmed)
            && found.get(0).is_some_and(|whole| whole.as_str() == trimmed)
        {
            let title = SHORTCODE_TITLE.captures(&found[1]);
            let name = found[1].split_whitespace().next().unwrap_or("");
            let shows = !NO_BOXES.contains(&name);
            self.title(
                number,
                indent,
                title
                    .filter(|_| shows)
                    .as_ref()
                    .map_or("", |title| &title[1]),
            );
            return;
        }
        let text = in_prose(&source, inline);
        self.push(number, text);
    }

    /// The line without the indent that the boxes around it take.
    fn unboxed(&mut self, source: &str) -> String {
        if source.trim().is_empty() {
            return String::new();
        }
        let indent = columns(source);
        let depth = |boxes: &[usize]| boxes.len() * 4;
        while let Some(&outer) = self.boxes.last()
            && indent < outer + depth(&self.boxes[..self.boxes.len() - 1]) + 4
        {
            self.boxes.pop();
        }
        if self.boxes.is_empty() {
            return source.to_owned();
        }
        format!(
            "{}{}",
            " ".repeat(indent - depth(&self.boxes)),
            source.trim_start()
        )
    }

    fn is_code(&mut self, trimmed: &str) -> bool {
        let unquoted = trimmed.trim_start_matches(['>', ' ']);
        let mark = unquoted.chars().next().unwrap_or(' ');
        let length = unquoted.chars().take_while(|&c| c == mark).count();
        let is_fence = matches!(mark, '`' | '~') && length >= 3;
        match self.fence {
            Some((open, least)) => {
                let closes =
                    is_fence && mark == open && length >= least && unquoted.len() == length;
                if closes {
                    self.fence = None;
                }
                true
            }
            None if is_fence
                && !(mark == '`' && unquoted[length..].contains('`'))
                && !is_tilde_underline(trimmed, self.lines.last()) =>
            {
                self.fence = Some((mark, length));
                true
            }
            None => false,
        }
    }

    /// `import X from "y"` and `export const z = …` at the head of a file of MDX.
    fn is_import(&mut self, trimmed: &str) -> bool {
        let is_head = self.lines.iter().all(|line| line.text.is_empty());
        let opens = trimmed.starts_with("import ") && trimmed.contains([';', '"', '\''])
            || trimmed.starts_with("export const ")
            || trimmed.starts_with("export default ");
        self.in_import = is_head && !trimmed.is_empty() && (self.in_import || opens);
        self.in_import
    }
}

fn columns(source: &str) -> usize {
    source
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

/// Whether a run of `~` underlines the line above as a heading, as reStructuredText has it, and opens no code.
fn is_tilde_underline(trimmed: &str, above: Option<&Line>) -> bool {
    trimmed.len() >= 4
        && trimmed.bytes().all(|byte| byte == b'~')
        && above.is_some_and(|above| {
            let width = above.text.trim().chars().count();
            !above.text.trim().is_empty() && width.abs_diff(trimmed.len()) <= 2
        })
}

/// Applies a change to a line, except in its code spans.
fn in_prose(line: &str, change: fn(&str) -> String) -> String {
    if !line.contains('`') {
        return change(line);
    }
    let mut changed = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('`') {
        let marks = rest[open..]
            .bytes()
            .take_while(|&byte| byte == b'`')
            .count();
        let inner = &rest[open + marks..];
        let mark = &rest[open..open + marks];
        let Some(close) = inner.find(mark) else { break };
        changed.push_str(&change(&rest[..open]));
        changed.push_str(&rest[open..open + marks + close + marks]);
        rest = &inner[close + marks..];
    }
    changed.push_str(&change(rest));
    changed
}

/// The marks within a line.
fn inline(text: &str) -> String {
    let mut text = text.to_owned();
    let mut change = |mark: &str, pattern: &Regex, with: &str| {
        if text.contains(mark) {
            text = pattern.replace_all(&text, with).into_owned();
        }
    };
    change("==", &MARKED, "$1$2");
    change("%%", &INLINE_COMMENT, "$1");
    change("^", &BLOCK_ID, "");
    change("![[", &EMBED, "$1");
    change("![", &SPACED_PICTURE, "");
    change("{{", &SHORTCODE, "");
    change("{%", &LIQUID, "");
    change("[edit", &EDIT_LINK, "");
    // Twice, since two marks may be adjacent.
    change("[", &CITATION, "$1$2");
    change("[", &CITATION, "$1$2");
    change("*", &PRODUCT, r"$1\*$2");
    change("*", &PRODUCT, r"$1\*$2");
    text
}
