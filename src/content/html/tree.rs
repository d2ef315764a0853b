//! HTML → its tree, built in pieces, so that a page whose tree would take very long or too much memory is given up
//! early. Such pages use deep nesting, thousands of attributes, or elements that a parser creates again in every block;
//! each takes quadratic time in the page's length.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use dom_query::Document;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{
    ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink,
};
use html5ever::{Attribute, QualName, TokenizerResult};

use super::attributes::Attributes;
use crate::text::single_spaced;

/// Largest piece in bytes; each ends before `<` or after `>`.
const PIECE_BYTES: usize = 512;
/// Deepest nesting; real pages have less.
const MAX_DEPTH: usize = 200;
/// Most elements; real pages have fewer.
const MAX_NODES: usize = 500_000;
/// Most attributes of one tag: more than fit in one piece, and more than real pages have.
const MAX_ATTRIBUTES: usize = 600;
/// How often a page may add attributes to its `html` and `body`.
const MAX_ADDITIONS: usize = 64;

/// The tree of a page; none if it exceeds a bound.
pub(super) fn tree(page: &str) -> Option<(Document, Vec<TextBlock>)> {
    let sink = Bounded {
        inner: Document::default(),
        nodes: Cell::new(0),
        additions: Cell::new(0),
        last: Cell::new(None),
    };
    let tokens = Counted {
        builder: TreeBuilder::new(
            sink,
            TreeBuilderOpts {
                scripting_enabled: false,
                ..TreeBuilderOpts::default()
            },
        ),
        tokens: Cell::new(0),
        runs: RefCell::new(TextBlocks::default()),
    };
    let tokenizer = Tokenizer::new(tokens, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut attributes = Attributes::default();
    let mut unseen_bytes = 0;
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(piece_bytes(rest));
        rest = after;
        let before = tokenizer.sink.tokens.get();
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if attributes.go_on(piece, tokenizer.sink.tokens.get() != before) > MAX_ATTRIBUTES {
            return None;
        }
        unseen_bytes += piece.len();
        if unseen_bytes >= PIECE_BYTES {
            unseen_bytes = 0;
            if tokenizer.sink.builder.sink.is_full() {
                return None;
            }
        }
    }
    tokenizer.end();
    let runs = tokenizer.sink.runs.into_inner().finish();
    let sink = tokenizer.sink.builder.sink;
    (!sink.is_full()).then(|| (sink.finish(), runs))
}

fn piece_bytes(rest: &str) -> usize {
    let window = &rest.as_bytes()[..rest.floor_char_boundary(PIECE_BYTES)];
    let end = (0..window.len())
        .find(|&at| window[at] == b'>' || (at > 0 && window[at] == b'<'))
        .map(|at| at + usize::from(window[at] == b'>'));
    end.unwrap_or(window.len())
}

/// Passes a piece on to the parser and checks the bounds, except within a tag or a comment.
struct Counted {
    builder: TreeBuilder<Handle, Bounded>,
    tokens: Cell<usize>,
    runs: RefCell<TextBlocks>,
}

/// The text of one block of the file, visible or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::content) struct TextBlock {
    /// The line of the file that it begins on, from 1.
    pub(in crate::content) line: usize,
    pub(in crate::content) text: String,
    /// How many of its bytes are within links.
    pub(in crate::content) linked_bytes: usize,
}

/// Gathers the text of a file block by block from its tokens.
#[derive(Debug, Default)]
struct TextBlocks {
    done: Vec<TextBlock>,
    open: TextBlock,
    in_link: bool,
    /// Within the reading of a word, which is written above it.
    in_reading: bool,
    /// The open element whose content is no text.
    silent: Option<String>,
}

/// Elements whose content is no text.
const SILENT: &[&str] = &[
    "script", "style", "template", "svg", "math", "title", "textarea",
];
/// Inline elements: they do not separate the text around them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

impl TextBlocks {
    fn token(&mut self, token: &Token, line: usize) {
        match token {
            Token::CharacterTokens(text) if self.silent.is_none() && !self.in_reading => {
                if self.open.text.is_empty() {
                    if text.trim().is_empty() {
                        return;
                    }
                    self.open.line = line.saturating_sub(text.trim_start().matches('\n').count());
                }
                self.open.text.push_str(text);
                if self.in_link {
                    self.open.linked_bytes += text.trim().len();
                }
            }
            Token::TagToken(tag) => {
                let name = tag.name.as_ref();
                let opens = tag.kind == TagKind::StartTag;
                if name == "a" {
                    self.in_link = opens;
                }
                if matches!(name, "rt" | "rp") {
                    self.in_reading = opens;
                } else if name == "ruby" || !INLINE.contains(&name) {
                    self.in_reading = false;
                }
                match &self.silent {
                    Some(silent) if silent == name && !opens => self.silent = None,
                    None if opens && !tag.self_closing && SILENT.contains(&name) => {
                        self.silent = Some(name.to_owned());
                    }
                    _ => {}
                }
                if name == "br" {
                    self.open.text.push(' ');
                } else if !INLINE.contains(&name) {
                    self.close();
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let mut run = std::mem::take(&mut self.open);
        run.text = single_spaced(&run.text);
        if !run.text.is_empty() {
            self.done.push(run);
        }
    }

    fn finish(mut self) -> Vec<TextBlock> {
        self.close();
        self.done
    }
}

impl TokenSink for Counted {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            self.runs.borrow_mut().token(&token, line);
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Builds the tree, and counts.
struct Bounded {
    inner: Document,
    nodes: Cell<usize>,
    additions: Cell<usize>,
    /// The node that was last added to.
    last: Cell<Option<Handle>>,
}

/// What an element is called.
type Handle = <Document as TreeSink>::Handle;

impl Bounded {
    fn is_full(&self) -> bool {
        let depth = self
            .last
            .get()
            .map(|last| self.inner.tree.ancestor_ids_of_it(&last, None).count());
        self.nodes.get() > MAX_NODES || depth.unwrap_or(0) > MAX_DEPTH
    }

    fn made(&self, node: Handle) -> Handle {
        self.nodes.set(self.nodes.get() + 1);
        node
    }
}

impl TreeSink for Bounded {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Document {
        self.inner.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.made(self.inner.create_element(name, attrs, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.made(self.inner.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.made(self.inner.create_pi(target, data))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.last.set(Some(*parent));
        self.inner.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        self.last.set(Some(*element));
        self.inner
            .append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        self.inner
            .append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        self.inner.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        self.last.set(Some(*sibling));
        self.inner.append_before_sibling(sibling, new_node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.additions.set(self.additions.get() + 1);
        if self.additions.get() <= MAX_ADDITIONS {
            self.inner.add_attrs_if_missing(target, attrs);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.inner.reparent_children(node, new_parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tree_grows_with_the_square_of_its_page() {
        let counted = |piece: fn(usize) -> String| (0..100_000).map(piece).collect::<String>();
        for page in [
            "<div>".repeat(1_000),
            "</i><div>".repeat(1_000),
            "<div/>".repeat(1_000),
            "<title><!--</title>".to_owned() + &"<div>".repeat(1_000),
            "<textarea><p></textarea><div>".repeat(1_000),
            "<table><tr><td>".repeat(1_000),
            "<svg><g>".repeat(1_000),
            "<!-- a -->".repeat(600_000),
            format!("<p {}>", counted(|number| format!("a{number} "))),
            format!("<p {}>", counted(|number| format!("a{number}/"))),
            format!("<p {}>", counted(|number| format!("a{number}=\"\""))),
            format!("<p {}>", counted(|number| format!("a{number}='>' "))),
            format!("<p {}>", counted(|number| format!("a{number}=\"<\""))),
            format!("<p {}>", counted(|number| format!("a{number}=x "))),
            format!("</p {}>", counted(|number| format!("a{number} "))),
            format!(
                "<title><!</title {}>",
                counted(|number| format!("a{number} "))
            ),
            format!(
                "&am<p a=' x=\" ' {}>",
                counted(|number| format!("a{number} "))
            ),
            counted(|number| format!("<b id={number}></u>")),
            format!(
                "<p>{}{}",
                counted(|number| format!("<b id={number}><p></p>")),
                "<p>x".repeat(10_000)
            ),
        ] {
            assert!(tree(&page).is_none(), "{}", &page[..page.len().min(60)]);
        }
    }

    #[test]
    fn pages_for_people_have_a_tree() {
        let image = "abc/def+".repeat(100_000);
        for page in [
            format!("<p><img alt=\"a b\" src=\"data:image/png;base64,{image}\">text"),
            format!("<p><img src=data:image/png;base64,{image}>text"),
            format!(
                "<p>a<!-- {} -->b",
                "<p class=\"x\">old words</p> ".repeat(20_000)
            ),
            format!("<p>a<!-- {} -->b", "old words of this page ".repeat(20_000)),
            format!(
                "<script>{}</script>",
                "if (a<b && c) { d(); } ".repeat(20_000)
            ),
            format!("<style>{}</style>", "p > a { color: red } ".repeat(20_000)),
            format!("<svg><path d=\"{}\"/></svg>", "M 1 2 ".repeat(20_000)),
            format!("<table>{}</table>", "<tr><td>a<td>b".repeat(20_000)),
            "<p>x <b>y</b> <a href=z>w</a>".repeat(20_000),
            "<html a=1>".repeat(1_000),
            "&amp".repeat(100_000),
        ] {
            assert!(tree(&page).is_some(), "{}", &page[..60]);
        }
    }

    #[test]
    fn a_tree_made_in_pieces_is_the_tree_of_the_whole() {
        for page in [
            "<title>a &amp; b</title><p class='x > y'>c<br/>d &lt e &notit; &#x41;f",
            "<!doctype html><script>a<b</script><!-- < > --><table>x<tr><td>y</table>é<",
            "a\r\nb<pre>\n\nc</pre><textarea>\n<p></textarea><svg><![CDATA[x<y]]></svg>",
        ] {
            let whole = Document::from(page);
            assert_eq!(tree(page).map(|(tree, _)| tree.html()), Some(whole.html()));
        }
    }
}
