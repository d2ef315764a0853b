//! A content folder → a corpus, with what checking it needs besides.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Corpus;
use super::file::{ReadFile, parse_file};
use super::fingerprint::Fingerprint;
use super::problem::{Problem, line_of};
use super::sidecar::{self, References};
use super::walk::{self, FileName};
use crate::Result;
use crate::article::{Article, ArticleId};

const ARTICLE_EXTENSIONS: &[&str] = &["md", "txt", "html", "htm"];

/// A corpus with what checking it needs besides.
pub(super) struct Folder {
    pub(super) corpus: Corpus,
    pub(super) files: Vec<ReadFile>,
    pub(super) references: References,
    pub(super) texts: BTreeMap<String, String>,
}

pub(super) fn read_folder(dir: &Path) -> Result<Folder> {
    let mut problems = Vec::new();
    let mut fingerprint = Fingerprint::new();
    let mut texts = BTreeMap::new();
    let has_articles = dir.join("articles").is_dir();
    let below = if has_articles { "articles" } else { "" };
    let names = walk::files(dir, below, ARTICLE_EXTENSIONS, &mut problems)?;

    for name in sidecar_files(dir, &mut problems)? {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        fingerprint.feed(&name.relative, &bytes);
        match walk::decode(&bytes) {
            Ok(text) => {
                texts.insert(name.relative, text);
            }
            Err((line, what)) => problems.push(Problem::error(&name.relative, line, what)),
        }
    }
    let calibration = texts.get("calibration.toml").cloned();
    let sidecar_text = |name: &str| texts.get(name).map_or("", String::as_str);
    let references = sidecar::references(
        "references.toml",
        sidecar_text("references.toml"),
        &mut problems,
    );
    let not_covered = sidecar::not_covered(
        "not-covered.toml",
        sidecar_text("not-covered.toml"),
        &mut problems,
    );
    let words = sidecar::words("words.toml", sidecar_text("words.toml"), &mut problems);

    let mut read: Vec<(Article, ReadFile)> = Vec::new();
    let mut taken = BTreeSet::new();
    for name in names {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        fingerprint.feed(&name.relative, &bytes);
        let parsed = parse_file(&name.relative, &bytes, &references);
        problems.extend(parsed.problems);
        let Some((mut article, mut file)) = parsed.article else {
            continue;
        };
        if !taken.insert(article.id.clone()) {
            let unique = distinct_id(&article.id, &taken);
            problems.push(Problem::warning(
                &name.relative,
                line_of(&file.text, "slug"),
                format!(
                    "another article has the id `{}`; this one is `{unique}`",
                    article.id
                ),
            ));
            taken.insert(unique.clone());
            article.id = unique;
            file.id = article.id.clone();
        }
        read.push((article, file));
    }

    read.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let (mut articles, mut files): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    add_wordings(&mut articles, &mut files, &texts, &mut problems);
    problems.sort();
    Ok(Folder {
        corpus: Corpus {
            folder: dir.to_path_buf(),
            calibration,
            articles,
            not_covered,
            words,
            problems,
            fingerprint: fingerprint.finish(),
        },
        files,
        references,
        texts,
    })
}

fn sidecar_files(dir: &Path, problems: &mut Vec<Problem>) -> Result<Vec<FileName>> {
    let mut found: Vec<FileName> = [
        "calibration.toml",
        "claims.toml",
        "not-covered.toml",
        "references.toml",
        "words.toml",
    ]
    .into_iter()
    .map(|name| FileName {
        relative: name.to_owned(),
        path: dir.join(name),
    })
    .filter(|file| file.path.is_file())
    .collect();
    if dir.join("wordings").is_dir() {
        found.extend(walk::files(dir, "wordings", &["toml"], problems)?);
    }
    Ok(found)
}

fn distinct_id(wished: &ArticleId, taken: &BTreeSet<ArticleId>) -> ArticleId {
    let mut number = 2;
    loop {
        let candidate = ArticleId::from_text(&format!("{wished}-{number}"));
        if !taken.contains(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

fn add_wordings(
    articles: &mut [Article],
    files: &mut [ReadFile],
    texts: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) {
    for (path, text) in texts {
        let Some(slug) = path
            .strip_prefix("wordings/")
            .and_then(|name| name.strip_suffix(".toml"))
        else {
            continue;
        };
        let wordings = sidecar::wordings(path, text, problems);
        let Ok(place) = articles.binary_search_by(|article| article.id.as_str().cmp(slug)) else {
            problems.push(Problem::warning(
                path,
                None,
                format!("there is no article `{slug}`"),
            ));
            continue;
        };
        for (anchor, list) in &wordings {
            match articles[place]
                .sections
                .iter_mut()
                .find(|section| section.anchor == *anchor)
            {
                Some(section) => section.wordings.clone_from(list),
                None => problems.push(Problem::warning(
                    path,
                    line_of(text, anchor),
                    format!("`{slug}` has no section `{anchor}`"),
                )),
            }
        }
        files[place].wordings = Some((path.clone(), wordings));
    }
}
