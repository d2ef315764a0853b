//! The content folder → the names and bytes of its files, in a stable order.
//!
//! Hidden files and folders are skipped. A link to a file within the folder is read. A link to a folder is not followed,
//! which also prevents loops; nor is one to a file outside, which would otherwise be published.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::problem::{Problem, ProblemKind};
use crate::{Error, Result};

/// Larger files are a problem, not an article.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// Folders nested deeper are not entered.
const MAX_DEPTH: usize = 32;

/// A file of the content folder: its path, and its name relative to that folder with `/` between the parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileName {
    pub(super) relative: String,
    pub(super) path: PathBuf,
}

/// Lists the files below a folder whose name ends in one of the extensions, sorted by relative name.
pub(super) fn files(
    root: &Path,
    below: &str,
    extensions: &[&str],
    problems: &mut Vec<Problem>,
) -> Result<Vec<FileName>> {
    let mut found = Vec::new();
    let mut open = vec![(root.join(below), below.trim_matches('/').to_owned(), 0)];
    while let Some((folder, relative, depth)) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(source) if depth == 0 => {
                return Err(Error::ContentUnreadable {
                    path: folder,
                    source,
                });
            }
            Err(error) => {
                problems.push(Problem::unreadable(&relative, &error));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    problems.push(Problem::unreadable(&relative, &error));
                    continue;
                }
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let inner = if relative.is_empty() {
                name.clone()
            } else {
                format!("{relative}/{name}")
            };
            let wanted = has_extension(&name, extensions);
            match kind(&entry.path(), root) {
                Ok(Kind::File) if wanted => found.push(FileName {
                    relative: inner,
                    path: entry.path(),
                }),
                Ok(Kind::Folder) if depth < MAX_DEPTH => {
                    open.push((entry.path(), inner, depth + 1));
                }
                Ok(Kind::Folder) => problems.push(Problem::error(
                    &inner,
                    None,
                    ProblemKind::NestedTooDeep { most: MAX_DEPTH },
                )),
                Ok(Kind::LinkedFolder) => {
                    problems.push(Problem::warning(&inner, None, ProblemKind::LinkedFolder));
                }
                Ok(Kind::Outside) if wanted => problems.push(outside(&inner)),
                Ok(Kind::Special) if wanted => {
                    problems.push(Problem::error(&inner, None, ProblemKind::NotRegularFile));
                }
                Err(error) if wanted => {
                    problems.push(Problem::unreadable(&inner, &error));
                }
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a file of at most [`MAX_FILE_BYTES`]; says why in a problem if it cannot be used.
pub(super) fn read(file: &FileName, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let outcome =
        File::open(&file.path).and_then(|open| open.take(limit + 1).read_to_end(&mut bytes));
    match outcome {
        Err(error) => {
            problems.push(Problem::unreadable(&file.relative, &error));
            None
        }
        Ok(_) if bytes.len() > MAX_FILE_BYTES => {
            problems.push(too_large(&file.relative));
            None
        }
        Ok(_) => Some(bytes),
    }
}

/// Whether a file is a link that leads outside a folder.
pub(super) fn leads_outside(path: &Path, root: &Path) -> bool {
    matches!(kind(path, root), Ok(Kind::Outside))
}

pub(super) fn outside(path: &str) -> Problem {
    Problem::error(path, None, ProblemKind::LinkOutside)
}

pub(super) fn too_large(path: &str) -> Problem {
    Problem::error(
        path,
        None,
        ProblemKind::TooLarge {
            most_mib: MAX_FILE_BYTES / 1024 / 1024,
        },
    )
}

/// The file's name without folders and ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

enum Kind {
    File,
    Folder,
    LinkedFolder,
    /// A link to a file that is not below the root.
    Outside,
    Special,
}

fn kind(path: &Path, root: &Path) -> std::io::Result<Kind> {
    let is_link = fs::symlink_metadata(path)?.file_type().is_symlink();
    let target = fs::metadata(path)?.file_type();
    Ok(match (target.is_dir(), target.is_file()) {
        (true, _) if is_link => Kind::LinkedFolder,
        (_, true) if is_link && !path.canonicalize()?.starts_with(root.canonicalize()?) => {
            Kind::Outside
        }
        (true, _) => Kind::Folder,
        (_, true) => Kind::File,
        _ => Kind::Special,
    })
}

pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            extensions
                .iter()
                .any(|wanted| extension.eq_ignore_ascii_case(wanted))
        })
}
