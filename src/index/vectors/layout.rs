//! Which texts of a library have vectors, and which rows of which table are whose. It follows from the catalogue and
//! the number of sentences of each passage alone, so that no row number is stored and none can be wrong.

use std::ops::Range;

use crate::encoder::Role;
use crate::index::catalogue::Catalogue;

/// The kinds of texts that have vectors, with a table each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum TextKind {
    /// Each passage under its heading, or under the title of the article.
    Passages,
    /// The heading of each section that has one.
    Headings,
    /// Each sentence of each passage.
    Sentences,
    /// Each wording of each section.
    Wordings,
    /// Each question of each group that is not covered.
    NotCovered,
}

impl TextKind {
    pub(super) const ALL: [Self; 5] = [
        Self::Passages,
        Self::Headings,
        Self::Sentences,
        Self::Wordings,
        Self::NotCovered,
    ];

    /// What the encoder is told that its texts are.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Passages | Self::Sentences => Role::Passage,
            Self::Headings | Self::Wordings | Self::NotCovered => Role::Query,
        }
    }

    /// The name of its table in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Passages => "passages",
            Self::Headings => "headings",
            Self::Sentences => "sentences",
            Self::Wordings => "wordings",
            Self::NotCovered => "not_covered",
        }
    }
}

/// The rows of one passage.
#[derive(Debug, PartialEq)]
pub(super) struct PassageRows {
    /// The section that it is a piece of.
    pub(super) section: usize,
    pub(super) sentences: Range<usize>,
}

/// The rows of one section.
#[derive(Debug, PartialEq)]
pub(super) struct SectionRows {
    /// None without a heading.
    pub(super) heading: Option<usize>,
    pub(super) wordings: Range<usize>,
    /// Its class for the discriminant; none for a section that has neither heading nor wordings.
    pub(super) class: Option<usize>,
}

/// The rows of a library. The row of a passage in its own table is its ordinal.
#[derive(Debug, PartialEq)]
pub(super) struct Layout {
    /// By ordinal.
    pub(super) passages: Vec<PassageRows>,
    /// In the order of the catalogue.
    pub(super) sections: Vec<SectionRows>,
    /// The questions of each group that is not covered.
    pub(super) groups: Vec<Range<usize>>,
    /// How many classes are sections. The groups follow as classes of their own.
    pub(super) section_classes: usize,
    headings: usize,
}

impl Layout {
    /// Lays out the rows. `sentences` are the numbers of sentences, by ordinal; none if there are not as many of them
    /// as passages.
    pub(super) fn new(catalogue: &Catalogue, sentences: &[usize]) -> Option<Self> {
        let mut layout = Self {
            passages: Vec::with_capacity(sentences.len()),
            sections: Vec::new(),
            groups: Vec::with_capacity(catalogue.not_covered.len()),
            section_classes: 0,
            headings: 0,
        };
        let mut counts = sentences.iter();
        let (mut next_sentence, mut next_wording, mut next_question) = (0, 0, 0);
        for section in catalogue.articles.iter().flat_map(|head| &head.sections) {
            let heading = section.heading().map(|_| next(&mut layout.headings));
            let wordings = range(&mut next_wording, section.wordings.len());
            let has_examples = heading.is_some() || !wordings.is_empty();
            let class = has_examples.then(|| next(&mut layout.section_classes));
            for _ in 0..section.passages {
                layout.passages.push(PassageRows {
                    section: layout.sections.len(),
                    sentences: range(&mut next_sentence, *counts.next()?),
                });
            }
            layout.sections.push(SectionRows {
                heading,
                wordings,
                class,
            });
        }
        for group in &catalogue.not_covered {
            layout
                .groups
                .push(range(&mut next_question, group.questions.len()));
        }
        counts.next().is_none().then_some(layout)
    }

    /// How many texts of a kind there are.
    pub(super) fn rows(&self, kind: TextKind) -> usize {
        let end = |range: Option<&Range<usize>>| range.map_or(0, |range| range.end);
        match kind {
            TextKind::Passages => self.passages.len(),
            TextKind::Headings => self.headings,
            TextKind::Sentences => end(self.passages.last().map(|rows| &rows.sentences)),
            TextKind::Wordings => end(self.sections.last().map(|rows| &rows.wordings)),
            TextKind::NotCovered => end(self.groups.last()),
        }
    }

    /// How many classes the discriminant has, where there is one.
    pub(super) fn classes(&self) -> usize {
        self.section_classes + self.groups.len()
    }
}

fn next(counter: &mut usize) -> usize {
    *counter += 1;
    *counter - 1
}

fn range(start: &mut usize, count: usize) -> Range<usize> {
    let end = start.saturating_add(count);
    std::mem::replace(start, end)..end
}
