//! Articles → passages: the unit that is indexed, ranked and shown. A passage is understood alone and is a byte-for-byte
//! part of its article's text.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId, Block, BlockKind, Grade, Section};
use crate::text;

/// The id of a passage: `article#anchor`, with `/2`, `/3` … for the later pieces of a long section.
/// A reindex does not change it, unless the heading changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassageId(String);

impl PassageId {
    /// Makes the id of the `piece`-th piece (from 1) of a section.
    pub fn new(article: &ArticleId, anchor: &str, piece: usize) -> Self {
        if piece <= 1 {
            Self(format!("{article}#{anchor}"))
        } else {
            Self(format!("{article}#{anchor}/{piece}"))
        }
    }

    /// An id from outside; only the index knows whether such a passage exists.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the section that the passage is a piece of: the id without its piece number.
    pub fn section(&self) -> &str {
        match self.0.rsplit_once('/') {
            Some((section, piece)) if piece.bytes().all(|byte| byte.is_ascii_digit()) => section,
            _ => &self.0,
        }
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A part of an article that can be shown alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Unique within the library.
    pub id: PassageId,
    /// The article it is a piece of.
    pub article: ArticleId,
    /// The article's title.
    pub title: String,
    /// Headings from the outermost to the section's own.
    pub heading_path: Vec<String>,
    /// The kind of its blocks.
    pub kind: BlockKind,
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// The article's text in that range, byte for byte.
    pub text: String,
    /// How sure its section's evidence is.
    pub grade: Option<Grade>,
    /// Keys of the references its section rests on.
    pub references: Vec<String>,
    /// Other ways to ask what its section answers. Only the first piece of a section carries them.
    pub wordings: Vec<String>,
}

impl Passage {
    /// The heading right above the passage, if there is one.
    pub fn heading(&self) -> Option<&str> {
        self.heading_path.last().map(String::as_str)
    }
}

/// How long passages may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitLimits {
    /// A section up to this many words is one passage. Longer ones are split into pieces of about equal length.
    pub max_words: usize,
    /// Target length of the pieces of a long section, in words.
    pub target_words: usize,
    /// A last piece shorter than this joins the one before it, where that stays within `max_words`.
    pub min_words: usize,
    /// Most characters of a passage; a longer word is cut.
    pub max_chars: usize,
}

impl Default for SplitLimits {
    fn default() -> Self {
        Self {
            max_words: 200,
            target_words: 130,
            min_words: 40,
            max_chars: 2_000,
        }
    }
}

/// Splits an article into passages, in order. Together they are its text but for white space.
///
/// A section that fits is one passage; a longer one is split at block borders first, then between sentences. Rows of
/// a table and questions with their answers are passages of their own.
pub fn split(article: &Article, limits: &SplitLimits) -> Vec<Passage> {
    let mut passages = Vec::new();
    for section in &article.sections {
        let mut pieces: Vec<(BlockKind, Range<usize>)> = Vec::new();
        for run in section
            .blocks
            .chunk_by(|one, other| is_running(one) && is_running(other))
        {
            split_run(&article.text, run, limits, &mut pieces);
        }
        passages.extend(
            pieces
                .into_iter()
                .enumerate()
                .map(|(place, (kind, range))| passage(article, section, place, kind, range)),
        );
    }
    passages
}

fn passage(
    article: &Article,
    section: &Section,
    place: usize,
    kind: BlockKind,
    range: Range<usize>,
) -> Passage {
    Passage {
        id: PassageId::new(&article.id, &section.anchor, place + 1),
        article: article.id.clone(),
        title: article.title.clone(),
        heading_path: section.heading_path.clone(),
        kind,
        text: article.text[range.clone()].to_owned(),
        range,
        grade: section.grade,
        references: section.references.clone(),
        wordings: if place == 0 {
            section.wordings.clone()
        } else {
            Vec::new()
        },
    }
}

/// Running text may be joined with its neighbours; a row or a question may not.
fn is_running(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::List | BlockKind::Code
    )
}

fn split_run(
    text: &str,
    run: &[Block],
    limits: &SplitLimits,
    pieces: &mut Vec<(BlockKind, Range<usize>)>,
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    let whole = first.range.start..last.range.end;
    let kind_of = |range: &Range<usize>| {
        let mut kinds = run
            .iter()
            .filter(|block| block.range.start < range.end && block.range.end > range.start)
            .map(|block| block.kind);
        let first = kinds.next().unwrap_or(BlockKind::Paragraph);
        if kinds.all(|kind| kind == first) {
            first
        } else {
            BlockKind::Paragraph
        }
    };
    if fits(&text[whole.clone()], limits) {
        pieces.push((kind_of(&whole), whole));
        return;
    }
    let mut atoms = Vec::new();
    for block in run {
        if fits(&text[block.range.clone()], limits) {
            atoms.push(block.range.clone());
        } else {
            atoms_of(text, &block.range, limits, &mut atoms);
        }
    }
    for range in pack(text, &atoms, limits) {
        pieces.push((kind_of(&range), range));
    }
}

/// Whether a text is short enough to be a passage. Stops counting at the limit.
fn fits(piece: &str, limits: &SplitLimits) -> bool {
    piece.chars().nth(limits.max_chars).is_none()
        && piece.split_whitespace().nth(limits.max_words).is_none()
}

/// Sentences of a block; those too long themselves are cut between words, then within one.
fn atoms_of(text: &str, block: &Range<usize>, limits: &SplitLimits, atoms: &mut Vec<Range<usize>>) {
    for sentence in text::sentences(&text[block.clone()]) {
        let mut rest = block.start + sentence.start..block.start + sentence.end;
        while !fits(&text[rest.clone()], limits) {
            let end = rest.start + cut(&text[rest.clone()], limits);
            atoms.push(rest.start..text[..end].trim_end().len().max(rest.start + 1));
            let skipped = text[end..rest.end].len() - text[end..rest.end].trim_start().len();
            rest.start = end + skipped;
        }
        if !rest.is_empty() {
            atoms.push(rest);
        }
    }
}

/// The end of the longest prefix that fits; at least one character.
fn cut(piece: &str, limits: &SplitLimits) -> usize {
    let by_chars = piece
        .char_indices()
        .nth(limits.max_chars.max(1))
        .map_or(piece.len(), |(at, _)| at);
    let head = &piece[..by_chars];
    let mut words = 0;
    let mut in_word = false;
    let mut last_border = None;
    for (at, character) in head.char_indices() {
        if character.is_whitespace() {
            if in_word {
                last_border = Some(at);
                if words >= limits.max_words.max(1) {
                    return at;
                }
            }
            in_word = false;
        } else if !in_word {
            in_word = true;
            words += 1;
        }
    }
    if by_chars == piece.len() || piece[by_chars..].starts_with(char::is_whitespace) {
        by_chars
    } else {
        last_border.unwrap_or(by_chars)
    }
}

/// Joins atoms into pieces of about equal length.
fn pack(text: &str, atoms: &[Range<usize>], limits: &SplitLimits) -> Vec<Range<usize>> {
    let words = |range: &Range<usize>| text[range.clone()].split_whitespace().count();
    let total: usize = atoms.iter().map(words).sum();
    let count = total.div_ceil(limits.target_words.max(1)).max(1);
    let aim = total.div_ceil(count);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut held = 0;
    for atom in atoms {
        let more = words(atom);
        match pieces.last_mut() {
            Some(piece)
                if held < aim
                    && held + more <= limits.max_words
                    && fits(&text[piece.start..atom.end], limits) =>
            {
                piece.end = atom.end;
                held += more;
            }
            _ => {
                pieces.push(atom.clone());
                held = more;
            }
        }
    }
    if let [.., before, last] = pieces.as_slice()
        && words(last) < limits.min_words
        && fits(&text[before.start..last.end], limits)
    {
        let joined = before.start..last.end;
        pieces.truncate(pieces.len() - 2);
        pieces.push(joined);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Source;

    fn article(blocks: &[(BlockKind, String)]) -> Article {
        let mut text = String::new();
        let mut placed = Vec::new();
        for (kind, block) in blocks {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(block);
            placed.push(Block {
                kind: *kind,
                range: start..text.len(),
            });
        }
        Article {
            id: ArticleId::from_text("bread"),
            title: "Bread".to_owned(),
            summary: None,
            updated: None,
            source: Source {
                name: "Bread".to_owned(),
                url: None,
                path: "bread.md".to_owned(),
                authors: Vec::new(),
                license: None,
            },
            sections: vec![Section {
                heading_path: vec!["Dough".to_owned()],
                anchor: "dough".to_owned(),
                range: 0..text.len(),
                blocks: placed,
                grade: None,
                references: Vec::new(),
                wordings: vec!["w".to_owned()],
            }],
            text,
            references: Vec::new(),
            claims: Vec::new(),
            links: Vec::new(),
            related: Vec::new(),
        }
    }

    fn sentence(words: usize) -> String {
        format!("K{}. ", "nead ".repeat(words).trim_end())
    }

    fn shape(blocks: &[(BlockKind, String)]) -> Vec<(String, BlockKind, usize)> {
        split(&article(blocks), &SplitLimits::default())
            .iter()
            .map(|passage| {
                let words = passage.text.split_whitespace().count();
                (passage.id.to_string(), passage.kind, words)
            })
            .collect()
    }

    #[test]
    fn a_section_that_fits_is_one_passage() {
        let paragraphs: Vec<_> = (0..3)
            .map(|_| (BlockKind::Paragraph, sentence(60).trim().to_owned()))
            .collect();
        assert_eq!(
            shape(&paragraphs),
            [("bread#dough".to_owned(), BlockKind::Paragraph, 180)]
        );
    }

    #[test]
    fn a_long_section_splits_evenly_at_paragraphs() {
        let paragraphs: Vec<_> = (0..4)
            .map(|_| (BlockKind::Paragraph, sentence(70).trim().to_owned()))
            .collect();
        let words: Vec<usize> = shape(&paragraphs)
            .iter()
            .map(|(_, _, words)| *words)
            .collect();
        assert_eq!(words, [140, 140]);
    }

    #[test]
    fn a_long_paragraph_splits_between_sentences() {
        let long = sentence(20).repeat(13);
        let passages = split(
            &article(&[(BlockKind::Paragraph, long.trim().to_owned())]),
            &SplitLimits::default(),
        );
        assert_eq!(passages.len(), 2);
        assert!(passages.iter().all(|passage| passage.text.ends_with('.')));
        assert_eq!(passages[0].wordings, ["w"]);
        assert!(passages[1].wordings.is_empty());
        assert_eq!(passages[1].id.section(), "bread#dough");
    }

    #[test]
    fn rows_and_questions_stand_alone() {
        let found = shape(&[
            (BlockKind::Paragraph, "Intro.".to_owned()),
            (BlockKind::TableRow, "Rye: 85 %".to_owned()),
            (BlockKind::TableRow, "Wheat: 70 %".to_owned()),
            (BlockKind::Faq, "Why?\nSo.".to_owned()),
            (BlockKind::Paragraph, "End.".to_owned()),
            (BlockKind::List, "So:\n- a".to_owned()),
        ]);
        let kinds: Vec<BlockKind> = found.iter().map(|(_, kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Paragraph,
                BlockKind::TableRow,
                BlockKind::TableRow,
                BlockKind::Faq,
                BlockKind::Paragraph
            ]
        );
    }

    #[test]
    fn a_million_words_on_a_line_are_split_in_no_time() {
        let start = std::time::Instant::now();
        let found = shape(&[(BlockKind::Paragraph, "dough ".repeat(1_000_000))]);
        assert!(found.iter().all(|(_, _, words)| *words <= 200));
        assert!(start.elapsed().as_secs() < 10);
    }

    proptest! {
        #[test]
        fn passages_cover_the_text_in_order(
            blocks in prop::collection::vec(
                (
                    prop::sample::select(vec![BlockKind::Paragraph, BlockKind::List, BlockKind::TableRow, BlockKind::Faq]),
                    "[a-zß🦦][a-zß🦦 .?!\n]{0,120}",
                ),
                1..8,
            ),
            max_words in 1_usize..30,
            max_chars in 1_usize..60,
        ) {
            let article = article(&blocks);
            let limits = SplitLimits { max_words, target_words: max_words.div_ceil(2), min_words: max_words / 4, max_chars };
            let mut end = 0;
            for passage in split(&article, &limits) {
                prop_assert_eq!(&article.text[passage.range.clone()], passage.text.as_str());
                prop_assert!(passage.range.start >= end);
                prop_assert!(article.text[end..passage.range.start].trim().is_empty());
                prop_assert!(passage.text.chars().count() <= max_chars, "{:?}", passage.text);
                prop_assert!(passage.text.split_whitespace().count() <= max_words);
                end = passage.range.end;
            }
            prop_assert!(article.text[end..].trim().is_empty());
        }
    }
}
