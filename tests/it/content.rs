//! A folder of files becomes articles and a list of problems.

use std::collections::BTreeSet;
use std::fs;

use engram::article::Grade;
use engram::content::{self, Corpus, Severity};

use crate::support::{Folder, repository, shared};

const FRONT: &str =
    "+++\ntitle = \"Otters\"\n+++\n## What do otters eat?\nMostly fish and crabs.\n";

fn load(folder: &Folder) -> Corpus {
    content::load(folder.path()).unwrap()
}

fn ids(corpus: &Corpus) -> Vec<&str> {
    corpus
        .articles
        .iter()
        .map(|article| article.id.as_str())
        .collect()
}

fn problems(corpus: &Corpus) -> Vec<String> {
    corpus.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_written_article_is_taken_as_it_stands() {
    let corpus = content::load(&repository("tests/content/bakery")).unwrap();
    assert_eq!(problems(&corpus), Vec::<String>::new());
    let article = &corpus.articles[0];
    assert_eq!(article.title, "Sourdough");
    assert_eq!(article.updated.as_deref(), Some("2026-01-05"));
    assert_eq!(article.source.path, "articles/sourdough.md");
    assert_eq!(article.references[0].authors, "Miller, Baker");
    let section = &article.sections[0];
    assert_eq!(section.anchor, "why-does-dough-rise");
    assert_eq!(section.grade, Some(Grade::Strong));
    assert_eq!(section.references, ["gluten1999"]);
    assert!(article.text[section.range.clone()].starts_with("Dough rises because"));
}

#[test]
fn files_of_every_kind_below_a_folder_are_read_in_order() {
    let folder = Folder::new()
        .with(
            "b/second.txt",
            "Otter fur\n\nIt is the densest of all furs.\n",
        )
        .with(
            "third.HTML",
            "<h1>Holts</h1><p>A holt is an otter's den.</p>",
        )
        .with("a.md", FRONT)
        .with("ignored.json", "{}")
        .with(".hidden.md", FRONT)
        .with(".git/x.md", FRONT);
    let corpus = load(&folder);
    assert_eq!(ids(&corpus), ["a", "second", "third"]);
    assert_eq!(corpus.articles[1].title, "Otter fur");
    assert_eq!(corpus.articles[1].text, "It is the densest of all furs.");
    assert_eq!(problems(&corpus), Vec::<String>::new());
}

#[test]
fn broken_files_are_problems_and_the_rest_is_used() {
    let folder = Folder::new()
        .with("binary.md", b"PK\x03\x04\x00\x00")
        .with("cut.txt", &"naïve".as_bytes()[..3])
        .with("empty.md", "  \n\n")
        .with("good.md", FRONT)
        .with("half.md", "+++\ntitle = \"Half\"\nauthors = [")
        .with("huge.txt", vec![b'x'; content::MAX_FILE_BYTES + 1])
        .with("latin1.txt", b"first\nna\xefve caf\xe9")
        .with("wrong.md", "+++\ntitle = \"W\"\ntitel = \"W\"\n+++\nText.")
        .with("bodyless.md", "+++\ntitle = \"B\"\n+++\n");
    let corpus = load(&folder);
    assert_eq!(ids(&corpus), ["good"]);
    let found = problems(&corpus);
    let starts = [
        "binary.md:1: binary",
        "bodyless.md:4: no text",
        "cut.txt:1: cut off",
        "empty.md: empty",
        "half.md:1: front matter is opened",
        "huge.txt: larger than 8 MiB",
        "latin1.txt:2: not UTF-8",
        "wrong.md:3: front matter: unknown field `titel`",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (problem, start) in found.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
    }
    assert!(
        corpus
            .problems
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
}

#[test]
fn two_articles_with_one_id_are_told_apart() {
    let folder = Folder::new()
        .with("a/otter.md", FRONT)
        .with("b/otter.md", FRONT);
    let corpus = load(&folder);
    assert_eq!(ids(&corpus), ["otter", "otter-2"]);
    assert!(problems(&corpus)[0].starts_with("b/otter.md: another article"));
}

#[cfg(unix)]
#[test]
fn links_to_files_within_are_read_and_others_are_not_followed() {
    use std::os::unix::fs::symlink;
    let elsewhere = Folder::new()
        .with("secret.md", FRONT)
        .with("words.toml", "words = [\"secret\"]");
    let folder = Folder::new()
        .with("inner/one.md", FRONT)
        .with("drafts/real.txt", FRONT);
    let link = |to: &std::path::Path, name: &str| symlink(to, folder.path().join(name)).unwrap();
    link(&folder.path().join("drafts/real.txt"), "linked.md");
    link(&elsewhere.path().join("secret.md"), "secret.md");
    link(&elsewhere.path().join("words.toml"), "words.toml");
    symlink(folder.path(), folder.path().join("inner/loop")).unwrap();
    symlink(
        folder.path().join("gone.md"),
        folder.path().join("broken.md"),
    )
    .unwrap();
    let corpus = load(&folder);
    assert_eq!(ids(&corpus), ["linked", "one", "real"]);
    let found = problems(&corpus);
    for outside in ["secret.md", "words.toml"] {
        let told = format!("{outside}: a link that leads outside the content folder");
        assert!(
            found.iter().any(|problem| problem.starts_with(&told)),
            "{found:?}"
        );
    }
    assert!(
        found[0].starts_with("broken.md: could not read it"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("inner/loop: a link to a folder"),
        "{found:?}"
    );
}

#[test]
fn sidecars_are_joined_to_their_sections() {
    let folder = Folder::new()
        .with("articles/otters.md", FRONT)
        .with(
            "wordings/otters.toml",
            "what-do-otters-eat = [\"otter food\"]\nwhere = [\"x\"]\n",
        )
        .with("wordings/cats.toml", "a = []\n")
        .with(
            "not-covered.toml",
            "[[group]]\nlabel = \"pets\"\nreason = \"Ask a vet.\"\nquestions = [\"can i keep one\"]\n",
        )
        .with("words.toml", "known = [\"holt\"]\n[everyday]\nden = \"holt\"\n")
        .with("references.toml", "[a]\nauthors = 3\n");
    let corpus = load(&folder);
    assert_eq!(corpus.articles[0].sections[0].wordings, ["otter food"]);
    assert_eq!(corpus.not_covered[0].questions, ["can i keep one"]);
    assert!(corpus.words.known.contains("holt"));
    assert_eq!(corpus.words.everyday["den"], "holt");
    let found = problems(&corpus);
    assert!(
        found[0].starts_with("references.toml:1: reference `a`"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("wordings/cats.toml: there is no article"),
        "{found:?}"
    );
    assert!(
        found[2].starts_with("wordings/otters.toml:2: `otters` has no section"),
        "{found:?}"
    );
}

#[test]
fn the_fingerprint_follows_names_and_bytes() {
    let one = load(&Folder::new().with("a.md", FRONT));
    let same = load(&Folder::new().with("a.md", FRONT));
    let renamed = load(&Folder::new().with("b.md", FRONT));
    let changed = load(&Folder::new().with("a.md", FRONT.replace("crabs", "eels")));
    assert_eq!(one.fingerprint, same.fingerprint);
    assert_ne!(one.fingerprint, renamed.fingerprint);
    assert_ne!(one.fingerprint, changed.fingerprint);
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_an_empty_one_is_not() {
    let folder = Folder::new();
    assert!(content::load(&folder.path().join("nowhere")).is_err());
    fs::create_dir(folder.path().join("articles")).unwrap();
    assert!(load(&folder).articles.is_empty());
}

#[test]
fn one_uploaded_file_needs_no_folder() {
    let raw = content::from_raw("otters.md", FRONT.as_bytes(), content::Extent::Main);
    assert_eq!(raw.article.unwrap().title, "Otters");
    let raw = content::from_raw("x.md", b"\xff", content::Extent::Main);
    assert!(raw.article.is_none());
    assert_eq!(
        raw.problems[0].to_string(),
        "x.md:1: not UTF-8; save it as UTF-8"
    );
}

/// Every run of eight folded words of a text.
fn runs_of_eight(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = engram::text::words(text)
        .map(|word| word.replace(|c: char| !c.is_alphanumeric(), ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(8).map(|run| run.join(" ")).collect()
}

#[test]
fn a_shared_run_of_eight_words_is_seen() {
    let one = runs_of_eight("Оne, two; three four — five six seven eight nine");
    let other = runs_of_eight("zero one two three four five six seven eight");
    assert_eq!(one.intersection(&other).count(), 1);
}

#[test]
fn no_sentence_of_the_articles_comes_from_the_pages_they_were_checked_against() {
    let Some(seeds) = shared("seeds") else { return };
    let content = repository("content/articles");
    if !content.is_dir() {
        return;
    }
    let mut theirs = BTreeSet::new();
    for entry in fs::read_dir(seeds).unwrap() {
        theirs.extend(runs_of_eight(
            &fs::read_to_string(entry.unwrap().path()).unwrap(),
        ));
    }
    assert!(theirs.len() > 1_000);
    let mut found = Vec::new();
    for entry in fs::read_dir(content).unwrap() {
        let path = entry.unwrap().path();
        let ours = runs_of_eight(&fs::read_to_string(&path).unwrap());
        for run in ours.intersection(&theirs) {
            found.push(format!("{}: {run}", path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
