//! A problem of each kind, for tests.

use super::ProblemKind;
use crate::content::import::DropReason;

/// One for each message about a problem; whatever is quoted in it is `text`.
pub(crate) fn of_each_message(text: &'static str) -> Vec<ProblemKind> {
    let own = || text.to_owned();
    vec![
        ProblemKind::Unreadable { error: own() },
        ProblemKind::TooLarge { most_mib: 8 },
        ProblemKind::Empty,
        ProblemKind::NestedTooDeep { most: 32 },
        ProblemKind::LinkedFolder,
        ProblemKind::LinkOutside,
        ProblemKind::NotRegularFile,
        ProblemKind::UnreadFormat {
            count: 2,
            files: own(),
            ending: own(),
        },
        ProblemKind::UnreadBeside {
            count: 2,
            files: own(),
        },
        ProblemKind::LeftOut {
            count: 2,
            reason: DropReason::Sharing,
            first: own(),
            file: own(),
        },
        ProblemKind::SameId {
            id: own(),
            unique: own(),
        },
        ProblemKind::SameSlug { slug: own() },
        ProblemKind::NoSuchArticle { slug: own() },
        ProblemKind::NoSuchSection {
            slug: own(),
            anchor: own(),
        },
        ProblemKind::Toml { error: own() },
        ProblemKind::InvalidReference {
            key: own(),
            error: own(),
        },
        ProblemKind::Calibration { error: own() },
        ProblemKind::EmptyValue { key: text },
        ProblemKind::ControlCharacter { key: text },
        ProblemKind::ValueTooLong {
            key: text,
            chars: 33,
            most: 32,
        },
        ProblemKind::TooManyExamples { count: 4, most: 3 },
        ProblemKind::NoLanguageCode { code: own() },
        ProblemKind::FrontMatterUnclosed,
        ProblemKind::FrontMatter { error: own() },
        ProblemKind::ForeignFrontMatter { error: own() },
        ProblemKind::NoTitle,
        ProblemKind::NoText,
        ProblemKind::NothingLeft,
        ProblemKind::OnlyLinks,
        ProblemKind::NoSentence,
        ProblemKind::BareHeading { heading: own() },
        ProblemKind::UnknownReference { key: own() },
        ProblemKind::MalformedLink { with: own() },
        ProblemKind::Picture { name: None },
        ProblemKind::Picture { name: Some(own()) },
        ProblemKind::Element { name: own() },
        ProblemKind::CommentUnclosed,
        ProblemKind::UnknownGrade { grade: own() },
        ProblemKind::UnknownNote { note: own() },
        ProblemKind::DamagedDocument,
        ProblemKind::DocumentWithoutText,
        ProblemKind::EncryptedDocument,
        ProblemKind::NotDocx,
        ProblemKind::PdfWithoutProgram,
        ProblemKind::PdfOutsideUnix,
        ProblemKind::PdfWithoutText,
        ProblemKind::PdfWithoutProcess { error: own() },
        ProblemKind::PdfFailed { error: own() },
        ProblemKind::EncryptedPdf,
        ProblemKind::DamagedPdf,
        ProblemKind::PdfTooCostly,
        ProblemKind::NotItsEncoding { encoding: text },
        ProblemKind::Binary,
        ProblemKind::ControlCharacters,
        ProblemKind::CutOff,
        ProblemKind::NotUtf8,
        ProblemKind::UnknownEncoding { declared: None },
        ProblemKind::UnknownEncoding {
            declared: Some(text),
        },
        ProblemKind::GuessedEncoding {
            declared: None,
            encoding: text,
        },
        ProblemKind::GuessedEncoding {
            declared: Some(text),
            encoding: text,
        },
    ]
}
