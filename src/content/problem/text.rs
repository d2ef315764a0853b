//! What is wrong in a file, in the words of a language: lower case, no full stop.

use std::fmt;

use super::ProblemKind;
use crate::locale::{Locale, args};

impl ProblemKind {
    /// What is wrong and what is expected, in the words of a language. Text of the file is inserted as it is: escape it
    /// for where it is shown.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Self::Rule(text) => text.clone(),
            Self::Unreadable { error } => {
                locale.format("problem-unreadable", &args!["error" => error.as_str()])
            }
            Self::TooLarge { most_mib } => {
                locale.format("problem-too-large", &args!["most" => *most_mib])
            }
            Self::Empty => locale.message("problem-empty"),
            Self::NestedTooDeep { most } => {
                locale.format("problem-nested-too-deep", &args!["most" => *most])
            }
            Self::LinkedFolder => locale.message("problem-linked-folder"),
            Self::LinkOutside => locale.message("problem-link-outside"),
            Self::NotRegularFile => locale.message("problem-not-regular-file"),
            Self::UnreadFormat {
                count,
                files,
                ending,
            } => locale.format(
                "problem-unread-format",
                &args!["count" => *count, "files" => files.as_str(), "ending" => ending.as_str()],
            ),
            Self::UnreadBeside { count, files } => locale.format(
                "problem-unread-beside",
                &args!["count" => *count, "files" => files.as_str()],
            ),
            Self::LeftOut {
                count,
                reason,
                first,
                file,
            } => locale.format(
                "problem-left-out",
                &args![
                    "count" => *count,
                    "reason" => reason.text(locale),
                    "first" => first.as_str(),
                    "file" => file.as_str(),
                ],
            ),
            Self::SameId { id, unique } => locale.format(
                "problem-same-id",
                &args!["id" => id.as_str(), "unique" => unique.as_str()],
            ),
            Self::SameSlug { slug } => {
                locale.format("problem-same-slug", &args!["slug" => slug.as_str()])
            }
            Self::NoSuchArticle { slug } => {
                locale.format("problem-no-such-article", &args!["slug" => slug.as_str()])
            }
            Self::NoSuchSection { slug, anchor } => locale.format(
                "problem-no-such-section",
                &args!["slug" => slug.as_str(), "anchor" => anchor.as_str()],
            ),
            Self::Toml { error } => {
                locale.format("problem-toml", &args!["error" => error.as_str()])
            }
            Self::InvalidReference { key, error } => locale.format(
                "problem-invalid-reference",
                &args!["key" => key.as_str(), "error" => error.as_str()],
            ),
            Self::Calibration { error } => {
                locale.format("problem-calibration", &args!["error" => error.as_str()])
            }
            Self::EmptyValue { key } => locale.format("problem-empty-value", &args!["key" => *key]),
            Self::ControlCharacter { key } => {
                locale.format("problem-control-character", &args!["key" => *key])
            }
            Self::ValueTooLong { key, chars, most } => locale.format(
                "problem-value-too-long",
                &args!["key" => *key, "chars" => *chars, "most" => *most],
            ),
            Self::TooManyExamples { count, most } => locale.format(
                "problem-too-many-examples",
                &args!["number" => *count, "most" => *most],
            ),
            Self::NoLanguageCode { code } => {
                locale.format("problem-no-language-code", &args!["code" => code.as_str()])
            }
            Self::FrontMatterUnclosed => locale.message("problem-front-matter-unclosed"),
            Self::FrontMatter { error } => {
                locale.format("problem-front-matter", &args!["error" => error.as_str()])
            }
            Self::ForeignFrontMatter { error } => locale.format(
                "problem-foreign-front-matter",
                &args!["error" => error.as_str()],
            ),
            Self::NoTitle => locale.message("problem-no-title"),
            Self::NoText => locale.message("problem-no-text"),
            Self::NothingLeft => locale.message("problem-nothing-left"),
            Self::OnlyLinks => locale.message("problem-only-links"),
            Self::NoSentence => locale.message("problem-no-sentence"),
            Self::BareHeading { heading } => locale.format(
                "problem-bare-heading",
                &args!["heading" => heading.as_str()],
            ),
            Self::UnknownReference { key } => {
                locale.format("problem-unknown-reference", &args!["key" => key.as_str()])
            }
            Self::MalformedLink { with } => {
                locale.format("problem-malformed-link", &args!["with" => with.as_str()])
            }
            Self::Picture { name: None } => locale.message("problem-picture"),
            Self::Picture { name: Some(name) } => {
                locale.format("problem-named-picture", &args!["name" => name.as_str()])
            }
            Self::Element { name } => {
                locale.format("problem-element", &args!["name" => name.as_str()])
            }
            Self::CommentUnclosed => locale.message("problem-comment-unclosed"),
            Self::UnknownGrade { grade } => {
                locale.format("problem-unknown-grade", &args!["grade" => grade.as_str()])
            }
            Self::UnknownNote { note } => {
                locale.format("problem-unknown-note", &args!["note" => note.as_str()])
            }
            Self::DamagedDocument => locale.message("problem-damaged-document"),
            Self::DocumentWithoutText => locale.message("problem-document-without-text"),
            Self::EncryptedDocument => locale.message("problem-encrypted-document"),
            Self::NotDocx => locale.message("problem-not-docx"),
            Self::PdfWithoutProgram => locale.message("problem-pdf-without-program"),
            Self::PdfOutsideUnix => locale.message("problem-pdf-outside-unix"),
            Self::PdfWithoutText => locale.message("problem-pdf-without-text"),
            Self::PdfWithoutProcess { error } => locale.format(
                "problem-pdf-without-process",
                &args!["error" => error.as_str()],
            ),
            Self::PdfFailed { error } => {
                locale.format("problem-pdf-failed", &args!["error" => error.as_str()])
            }
            Self::EncryptedPdf => locale.message("problem-encrypted-pdf"),
            Self::DamagedPdf => locale.message("problem-damaged-pdf"),
            Self::PdfTooCostly => locale.message("problem-pdf-too-costly"),
            Self::NotItsEncoding { encoding } => {
                locale.format("problem-not-its-encoding", &args!["encoding" => *encoding])
            }
            Self::Binary => locale.message("problem-binary"),
            Self::ControlCharacters => locale.message("problem-control-characters"),
            Self::CutOff => locale.message("problem-cut-off"),
            Self::NotUtf8 => locale.message("problem-not-utf8"),
            Self::UnknownEncoding { declared: None } => locale.message("problem-no-encoding"),
            Self::UnknownEncoding {
                declared: Some(declared),
            } => locale.format("problem-wrong-encoding", &args!["declared" => *declared]),
            Self::GuessedEncoding {
                declared: None,
                encoding,
            } => locale.format("problem-guessed-encoding", &args!["encoding" => *encoding]),
            Self::GuessedEncoding {
                declared: Some(declared),
                encoding,
            } => locale.format(
                "problem-read-in-other-encoding",
                &args!["declared" => *declared, "encoding" => *encoding],
            ),
        }
    }
}

/// In English.
impl fmt::Display for ProblemKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Locale::English))
    }
}
