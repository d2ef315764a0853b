//! What `engram check` finds in a folder of articles.

use engram::content::{CheckReport, check};

use crate::support::{Folder, repository};

const BODY: &str = "Otters eat fish, crabs and frogs, and now and then a bird. In a river they take what is slow and near, \
    which is why eels and perch are caught more often than trout. One animal needs about a kilogram a day, a seventh of \
    its weight, since its thin body loses warmth quickly in cold water. Along the coast crabs and blennies take the place \
    of river fish, and a mother with cubs hunts for five hours a day.";

fn wordings(anchor: &str, salt: &str) -> String {
    let names = [
        "one", "two", "six", "ten", "red", "blue", "old", "new", "big", "wee", "dim", "shy", "sly",
        "dry", "wet", "hot", "raw", "odd", "mad", "sad",
    ];
    let list: Vec<String> = names
        .iter()
        .map(|name| format!("\"{salt} {name} q\""))
        .collect();
    format!("{anchor} = [\n  {},\n]\n", list.join(",\n  "))
}

fn article(front: &str, sections: &str) -> String {
    format!(
        "+++\ntitle = \"Otters\"\nslug = \"otters\"\nauthors = [\"A\"]\nlicense = \"CC0-1.0\"\nupdated = 2026-01-02\nsummary = \"What they eat.\"\n{front}\n+++\n{sections}"
    )
}

fn good() -> Folder {
    let sections =
        format!("## What do otters eat?\n<!-- grade: strong; refs: kruuk2006 -->\n{BODY}\n");
    Folder::new()
        .with("articles/otters.md", article("claims = [\"A1\"]\nreferences = [\"kruuk2006\"]", &sections))
        .with("claims.toml", "[A1]\ntext = \"They eat fish.\"\n")
        .with("references.toml", "[kruuk2006]\nauthors = \"Kruuk\"\ndoi = \"10.1093/otters\"\n")
        .with("wordings/otters.toml", wordings("what-do-otters-eat", "menu"))
        .with(
            "not-covered.toml",
            "[[group]]\nlabel = \"pets\"\nreason = \"Ask a vet.\"\nquestions = [\"can i keep one\", \"is it legal to own one\"]\n",
        )
}

fn problems(report: &CheckReport) -> Vec<String> {
    report.problems.iter().map(ToString::to_string).collect()
}

fn check_has(folder: &Folder, expected: &[&str]) {
    let report = check(folder.path()).unwrap();
    let found = problems(&report);
    for start in expected {
        assert!(
            found.iter().any(|problem| problem.starts_with(start)),
            "no `{start}` in {found:#?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

#[test]
fn a_folder_in_order_has_no_problems_and_is_counted() {
    let report = check(good().path()).unwrap();
    assert_eq!(problems(&report), Vec::<String>::new());
    let counts = report.counts;
    assert_eq!(
        (
            counts.articles,
            counts.sections,
            counts.claims,
            counts.claims_covered
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(
        (
            counts.wordings,
            counts.groups,
            counts.not_covered,
            counts.references
        ),
        (20, 1, 2, 1)
    );
    assert!(
        (3.0..12.0).contains(&counts.reading_grade),
        "{}",
        counts.reading_grade
    );
}

#[test]
fn sections_have_a_length_a_question_and_a_grade() {
    let folder = good().with(
        "articles/otters.md",
        article(
            "claims = [\"A1\"]\nreferences = [\"kruuk2006\", \"lost1999\"]",
            "## Their diet\n<!-- refs: kruuk2006, more2000 -->\nFish.\n",
        ),
    );
    check_has(
        &folder,
        &[
            "articles/otters.md:9: reference `lost1999` is not in references.toml",
            "articles/otters.md:9: reference `lost1999` is used by no section",
            "articles/otters.md:11: heading `Their diet` is not a question",
            "articles/otters.md:11: heading `Their diet` has 2 words",
            "articles/otters.md:11: section `Their diet` has 1 words",
            "articles/otters.md:11: section `Their diet` has no grade",
            "articles/otters.md:11: section `Their diet` cites `more2000`",
            "wordings/otters.toml: `otters#their-diet` has 0 wordings",
            "wordings/otters.toml:1: `otters` has no section `what-do-otters-eat`",
        ],
    );
}

#[test]
fn links_claims_and_references_must_hold() {
    let front = "claims = [\"A1\", \"Z9\"]\nreferences = [\"kruuk2006\"]\n[[contradicts]]\nsection = \"gone\"\nwith = \"nowhere#gone\"\nabout = \"x\"";
    let sections =
        format!("## What do otters eat?\n<!-- grade: strong; refs: kruuk2006 -->\n{BODY}\n");
    let folder = good()
        .with("articles/otters.md", article(front, &sections))
        .with("claims.toml", "[A1]\ntext = \"x\"\n\n[A2]\ntext = \"y\"\n")
        .with(
            "references.toml",
            "[kruuk2006]\nauthors = \"Kruuk\"\ndoi = \"https://doi.org/10.1\"\nstatus = \"seeen\"\n\n[unused]\nauthors = \"U\"\n",
        );
    check_has(
        &folder,
        &[
            "articles/otters.md:8: claim Z9 is not in claims.toml",
            "articles/otters.md:11: linked section `gone` is not in this article",
            "articles/otters.md:12: linked section `nowhere#gone` does not exist",
            "claims.toml:4: claim A2 has no article",
            "references.toml:1: status `seeen` is not known",
            "references.toml:3: `https://doi.org/10.1` is not a bare DOI",
            "references.toml:6: reference `unused` is cited by no article",
        ],
    );
}

#[test]
fn a_question_stands_in_one_place_only() {
    let folder = good().with(
        "not-covered.toml",
        "[[group]]\nlabel = \"pets\"\nreason = \"\"\nquestions = [\"Menu one q?\"]\n\n[[group]]\nlabel = \"zoo\"\nreason = \"Ask.\"\nquestions = [\n  \"which zoo keeps giant otters in europe\",\n  \"which zoo keeps the giant otters in europe\",\n]\n",
    );
    check_has(
        &folder,
        &[
            "not-covered.toml:2: group `pets` has no reason",
            "not-covered.toml:2: group `pets` has 1 questions",
            "not-covered.toml:4: `Menu one q?` stands in group `pets` and in otters#what-do-otters-eat",
            "not-covered.toml:11: `which zoo keeps the giant otters in europe`",
        ],
    );
}

#[test]
fn the_content_of_this_repository_is_in_order() {
    let folder = repository("content");
    let report = check(&folder).unwrap();
    #[expect(clippy::print_stdout, reason = "writers read the remarks")]
    {
        println!("{:?}, {} remarks", report.counts, report.remarks.len());
        for remark in &report.remarks {
            println!("{remark}");
        }
    }
    assert!(report.problems.is_empty(), "{:#?}", problems(&report));
    let counts = report.counts;
    assert_eq!(counts.claims_covered, counts.claims);
    assert!(
        counts.wordings >= 2_500 && counts.not_covered >= 700,
        "{counts:?}"
    );
}
