//! What can be wrong in a file, with what a sentence about it needs.

use crate::content::import::DropReason;

/// What is wrong, and what is expected. `error` is what a library or the operating system says, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A breach of the rules of `engram check`, which are told in English alone; lower case, no full stop.
    Rule(String),
    /// The operating system refused to read it, so that nothing is known of what it holds.
    Unreadable {
        /// The reason.
        error: String,
    },
    /// A file is too large.
    TooLarge {
        /// Largest size in MiB.
        most_mib: usize,
    },
    /// A file has no text.
    Empty,
    /// A folder is nested too deep to be read.
    NestedTooDeep {
        /// Deepest level that is read.
        most: usize,
    },
    /// A link to a folder is not followed.
    LinkedFolder,
    /// A link that leads outside the content folder is not followed.
    LinkOutside,
    /// A device, a socket or the like.
    NotRegularFile,
    /// Files of a format that is not read.
    UnreadFormat {
        /// How many there are.
        count: usize,
        /// The names of the first ones.
        files: String,
        /// The ending of their names.
        ending: String,
    },
    /// Files beside the folder `articles`, which are not read.
    UnreadBeside {
        /// How many there are.
        count: usize,
        /// The names of the first ones.
        files: String,
    },
    /// Lines of a page were left out.
    LeftOut {
        /// How many.
        count: usize,
        /// What the first of them was taken for.
        reason: DropReason,
        /// Its text, shortened.
        first: String,
        /// Where the file is.
        file: String,
    },
    /// Two articles have the same id.
    SameId {
        /// That id.
        id: String,
        /// The id that the later one has instead.
        unique: String,
    },
    /// Two articles of a guild have the same slug.
    SameSlug {
        /// That slug.
        slug: String,
    },
    /// Wordings are for an article that does not exist.
    NoSuchArticle {
        /// Its slug.
        slug: String,
    },
    /// Wordings are for a section that does not exist.
    NoSuchSection {
        /// The slug of the article.
        slug: String,
        /// The anchor of the section.
        anchor: String,
    },
    /// A TOML file cannot be read.
    Toml {
        /// The parser's words.
        error: String,
    },
    /// An entry of `references.toml` cannot be read.
    InvalidReference {
        /// Its key.
        key: String,
        /// The parser's words.
        error: String,
    },
    /// `calibration.toml` cannot be read.
    Calibration {
        /// The parser's words.
        error: String,
    },
    /// A value of `library.toml` is empty.
    EmptyValue {
        /// Its key.
        key: &'static str,
    },
    /// A value of `library.toml` has a control character.
    ControlCharacter {
        /// Its key.
        key: &'static str,
    },
    /// A value of `library.toml` is too long.
    ValueTooLong {
        /// Its key.
        key: &'static str,
        /// Its length in characters.
        chars: usize,
        /// The longest allowed.
        most: usize,
    },
    /// `library.toml` has too many examples.
    TooManyExamples {
        /// How many it has.
        count: usize,
        /// The most allowed.
        most: usize,
    },
    /// `language` of `library.toml` is no code of a language.
    NoLanguageCode {
        /// What it is, in quotes.
        code: String,
    },
    /// Front matter is opened and never closed.
    FrontMatterUnclosed,
    /// Our front matter cannot be read.
    FrontMatter {
        /// The parser's words.
        error: String,
    },
    /// Front matter of another tool cannot be read.
    ForeignFrontMatter {
        /// The parser's words.
        error: String,
    },
    /// Front matter has no title.
    NoTitle,
    /// No text follows the front matter.
    NoText,
    /// No text is left of a page after cleaning.
    NothingLeft,
    /// A page has nothing but links to other pages.
    OnlyLinks,
    /// A page has no sentence.
    NoSentence,
    /// There is no text under a heading.
    BareHeading {
        /// The heading.
        heading: String,
    },
    /// A cited work is not in `references.toml`.
    UnknownReference {
        /// Its key.
        key: String,
    },
    /// The target of a link between sections is malformed.
    MalformedLink {
        /// What stands there.
        with: String,
    },
    /// A picture cannot be shown.
    Picture {
        /// What it shows, if the page says so.
        name: Option<String>,
    },
    /// An HTML element cannot be shown.
    Element {
        /// The name of its tag.
        name: String,
    },
    /// An HTML comment is never closed.
    CommentUnclosed,
    /// The grade in a note on a section is unknown.
    UnknownGrade {
        /// What stands there.
        grade: String,
    },
    /// Part of a note on a section cannot be read.
    UnknownNote {
        /// What stands there.
        note: String,
    },
    /// A DOCX document is damaged.
    DamagedDocument,
    /// A DOCX document has no text.
    DocumentWithoutText,
    /// A DOCX document has a password.
    EncryptedDocument,
    /// A document of another format is called DOCX.
    NotDocx,
    /// The program that reads a PDF is not known ([`crate::content::set_pdf_program`]).
    PdfWithoutProgram,
    /// A PDF is read on Unix alone.
    PdfOutsideUnix,
    /// A PDF has no text.
    PdfWithoutText,
    /// The process that reads a PDF could not be started.
    PdfWithoutProcess {
        /// The reason.
        error: String,
    },
    /// A PDF could not be read.
    PdfFailed {
        /// The reason.
        error: String,
    },
    /// A PDF has a password.
    EncryptedPdf,
    /// A PDF is damaged.
    DamagedPdf,
    /// A PDF needs more memory or time than allowed.
    PdfTooCostly,
    /// The bytes are not valid in the encoding of their byte order mark.
    NotItsEncoding {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// The bytes are no text.
    Binary,
    /// The text has control characters.
    ControlCharacters,
    /// A file ends within a character.
    CutOff,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// A page is in no encoding that could be detected.
    UnknownEncoding {
        /// The encoding that it declares.
        declared: Option<&'static str>,
    },
    /// A page was read in an encoding that it does not declare.
    GuessedEncoding {
        /// The encoding that it declares.
        declared: Option<&'static str>,
        /// The encoding that it was read in.
        encoding: &'static str,
    },
}
