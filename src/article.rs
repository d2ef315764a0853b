//! Articles as plain data: cleaned text, its sections, its source and references; ids of articles, guilds and users. No
//! I/O.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Prefix of the id of a guild's own article. No slug holds a colon, so ids of the shared library and of a guild never
/// collide; the guild is not named, so an id says nothing about another guild.
const OWN: &str = "own:";

/// The id of an article: its slug or its file's stem as an [`anchor`], with the prefix `own:` for a guild's own article.
/// Unique among all articles that a guild can reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// Makes an id of any text: its [`anchor`]. Never empty: text without a letter or digit becomes `article`.
    pub fn from_text(text: &str) -> Self {
        let slug = anchor(text);
        Self(if slug.is_empty() {
            "article".to_owned()
        } else {
            slug
        })
    }

    /// The id of a guild's own article.
    pub fn own(slug: &str) -> Self {
        Self(format!("{OWN}{}", Self::from_text(slug)))
    }

    /// The slug: the id without the prefix of a guild's own articles.
    pub fn slug(&self) -> &str {
        self.0.strip_prefix(OWN).unwrap_or(&self.0)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A guild of Discord's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuildId(pub u64);

impl fmt::Display for GuildId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A person or bot on Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub u64);

impl fmt::Display for UserId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A set of articles with an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Library {
    /// The shared articles.
    Shared,
    /// The articles of one guild, which only that guild sees.
    Guild(GuildId),
}

impl Library {
    /// The folder of its index within the folder of indexes: `shared`, or the guild's id.
    pub fn folder_name(self) -> String {
        match self {
            Self::Shared => "shared".to_owned(),
            Self::Guild(guild) => guild.to_string(),
        }
    }
}

/// What an admin taught: a question that a section answers, or that no article does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teaching {
    /// Another way to ask what a section answers.
    Wording {
        /// The section's id as the engine names it, library included.
        section: String,
        /// The question.
        question: String,
    },
    /// A question that the articles do not cover.
    NotCovered {
        /// Label of the group it belongs to.
        group: String,
        /// The question.
        question: String,
    },
}

/// The anchor of a heading: lower-cased letters and digits of any script, one hyphen where spaces, hyphens or
/// underscores stand between them, the rest dropped. `"Does VR help rehab?"` becomes `does-vr-help-rehab`.
pub fn anchor(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for character in heading.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if (character.is_whitespace() || matches!(character, '-' | '_'))
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// One cleaned text from one file, with its sections.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Unique within its library.
    pub id: ArticleId,
    /// The title as shown.
    pub title: String,
    /// One sentence on what it is about, if its author gave one.
    pub summary: Option<String>,
    /// Day of the last change, `YYYY-MM-DD`, if its author gave one.
    pub updated: Option<String>,
    /// Its source.
    pub source: Source,
    /// The whole cleaned text, headings left out; every range below is a byte range into it.
    pub text: String,
    /// In reading order; text before the first heading is a section without a heading.
    pub sections: Vec<Section>,
    /// What its sections cite, each once.
    pub references: Vec<Reference>,
    /// Ids of the claims that this article discusses (`content/claims.toml`).
    pub claims: Vec<String>,
    /// Pairs of sections that contradict or qualify each other.
    pub links: Vec<SectionLink>,
    /// Articles that its text links to, in order.
    pub related: Vec<ArticleId>,
}

/// A part of an article under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Headings from the outermost to this one; empty for text before the first heading.
    pub heading_path: Vec<String>,
    /// Unique within the article; empty for text before the first heading.
    pub anchor: String,
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// Blocks of the section in order; together they are its text but for white space between them.
    pub blocks: Vec<Block>,
    /// How sure the evidence is, if its author said.
    pub grade: Option<Grade>,
    /// Keys of the references of this section.
    pub references: Vec<String>,
    /// Other ways to ask what this section answers.
    pub wordings: Vec<String>,
}

impl Section {
    /// The heading right above the section, if it has one.
    pub fn heading(&self) -> Option<&str> {
        self.heading_path.last().map(String::as_str)
    }
}

/// A paragraph-sized part of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of the article's text.
    pub range: Range<usize>,
}

/// The kind of a block, which decides how it may be split and joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// One list, all its items; each item on a line of its own, two spaces before it for each level.
    List,
    /// One row of a table, written so that it reads alone (`Column: value`).
    TableRow,
    /// A question and its answer.
    Faq,
    /// Lines of code, each on a line of its own with its indent.
    Code,
}

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name shown: the article's own title or site, or the file's name.
    pub name: String,
    /// A link to the article, if there is one.
    pub url: Option<String>,
    /// The file, relative to the content folder, with `/` between its parts.
    pub path: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// SPDX id of its licence, if known.
    pub license: Option<String>,
}

/// A work that sections cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The key that sections cite it by.
    pub key: String,
    /// The authors, as they are shown.
    pub authors: String,
    /// Year of publication.
    pub year: Option<u16>,
    /// Title of the work, if known.
    pub title: Option<String>,
    /// Journal or book, if known.
    pub journal: Option<String>,
    /// Bare DOI (`10.…`), if known.
    pub doi: Option<String>,
    /// Link for a work without a DOI.
    pub url: Option<String>,
}

impl Reference {
    /// The link to the work: its DOI's, else its own.
    pub fn link(&self) -> Option<String> {
        self.doi
            .as_ref()
            .map(|doi| format!("https://doi.org/{doi}"))
            .or_else(|| self.url.clone())
    }
}

/// How sure the evidence behind a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Several good studies in people agree.
    Strong,
    /// Few, small or indirect studies.
    Moderate,
    /// Studies or experts disagree.
    Contested,
    /// Sensible advice, weakly tested.
    Practical,
}

impl Grade {
    /// The word for it in the article's file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Moderate => "moderate",
            Self::Contested => "contested",
            Self::Practical => "practical",
        }
    }
}

/// An author's statement that two sections disagree, or that one limits the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLink {
    /// How they relate.
    pub kind: LinkKind,
    /// Anchor of the section in the article that carries the link.
    pub section: String,
    /// Article of the other section.
    pub with_article: ArticleId,
    /// Anchor of the other section.
    pub with_section: String,
    /// What the disagreement is about, in one line.
    pub about: String,
}

/// How two linked sections relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// They say different things on the same matter.
    Contradicts,
    /// One limits the other, or adds a condition.
    Qualifies,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_keep_letters_digits_and_hyphens() {
        assert_eq!(anchor("Does VR help rehab?"), "does-vr-help-rehab");
        assert_eq!(
            anchor("What does \"savings\" mean in relearning?"),
            "what-does-savings-mean-in-relearning"
        );
        assert_eq!(anchor("  2.1. Über-Muskeln  "), "21-über-muskeln");
        assert_eq!(anchor("?!"), "");
    }

    #[test]
    fn a_library_has_a_folder_of_its_own() {
        assert_eq!(Library::Shared.folder_name(), "shared");
        assert_eq!(Library::Guild(GuildId(7)).folder_name(), "7");
    }

    #[test]
    fn a_slug_never_passes_for_a_guilds_own_article() {
        let own = ArticleId::own("otters");
        assert_eq!((own.as_str(), own.slug()), ("own:otters", "otters"));
        assert_ne!(ArticleId::from_text("own:otters"), own);
    }

    #[test]
    fn an_article_id_is_never_empty() {
        assert_eq!(ArticleId::from_text("🦦").as_str(), "article");
    }
}
