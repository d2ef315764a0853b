//! Messy pages become clean articles, and nothing worth knowing is lost.

use std::fs;

use engram::article::{Article, BlockKind};
use engram::content::{self, Extent, Format, Imported, import};
use engram::passage::{SplitLimits, split};
use regex::RegexBuilder;

use expect_test::expect;
use proptest::prelude::*;

use crate::support::{repository, shared};

fn regex(pattern: &str) -> regex::Regex {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .dot_matches_new_line(true)
        .build()
        .unwrap()
}

/// What each page of `../shared/seeds` holds, as patterns in our own words (claims of the content brief, part 2).
#[rustfmt::skip]
const FACTS: &[(&str, &[&str])] = &[
    ("000", &[
        r"muscles to .remember. and adapt", r"not the muscles themselves.*nervous system and the brain", r"more efficient neural pathways",
        r"refines the communication between the brain", r"strengthen or weaken over time", r"signals to travel more swiftly",
        r"rest allows the body to consolidate", r"overtraining.*plateaus", r"more ingrained", r"consistent and deliberate practice",
        r"thrives on variability", r"prevents adaptation plateaus", r"ensures continued growth", r"dance routine", r"regain lost muscle more quickly",
        r"taken a hiatus",
    ]),
    ("001", &[
        r"regain muscle mass in previously trained", r"real phenomenon", r"misnomer", r"retention of motor skills", r"faster than the amount of time it took",
        r"encoded, stored, and retrieved", r"exact location.*not known", r"inter-regional connections", r"basal ganglia", r"synaptic strengths",
        r"structure of practice and the feedback", r"new neural pathways", r"reactivating those old pathways", r"myonuclei", r"nuclei split, grow, and multiply",
        r"stop splitting", r"distinct muscle fib", r"nuclei to rebuild muscle mass", r"not yet clear whether.*in humans", r"ways genes work",
        r"gundersen \(2016\)", r"return to their original state", r"more muscle memory savings", r"up to 15 years", r"3-6 months", r"at least a few months",
        r"no (?:single answer|consensus)", r"weeks of inactivity", r"cannot be maintained through inactivity", r"50s to 70s", r"less than eight weeks",
        r"length of (?:the )?layoff", r"not easily lost", r"muscle atrophy", r"ease into your workouts", r"15-20 minute", r"lifespan of myonuclei",
    ]),
    ("002", &[
        r"more accurately described as motor memory", r"relearn movements and regain muscle mass", r".Memory. resides in the brain", r"reacquire previously learned skills",
        r"any motor skill, including sports", r"athletes, musicians", r"motor cortex, cerebellum, and basal ganglia", r"specific areas of the brain",
        r"recall of facts", r"neural pathways in the brain and spinal cord", r"more myelinated", r"slow, uncoordinated", r"beginners struggle", r"cognitive effort required",
        r"stabilized and stored", r"replay and reinforce", r"(?:time to )?recover between workouts", r"deliberate practice", r"reinforce neural pathways", r"variety of exercises",
        r"reduce the risk of injury", r"feedback from a coach", r"mentally rehearse", r"increase the number of myonuclei and enhance", r"inconsistent training",
        r"precise and repeated movements", r"practiced repeatedly can be encoded", r"off-seasons", r"control protein synthesis", r"number of myonuclei increases",
        r"may persist even during periods of muscle atrophy", r"creation of new myonuclei", r"discovery of myonuclear permanence", r"lifespan of myonuclei",
        r"not necessarily permanent", r"retained for years", r"years of inactivity", r"faster reacquisition", r"individual genetics", r"faster than when you initially built",
        r"training intensity, and nutrition", r"greater muscle atrophy", r"after injury or illness", r"start slowly and gradually", r"pick up where you left off",
        r"strength and motor skills gradually", r"stay as active as possible", r"be patient", r"progressive overload", r"compound exercises", r"higher intensity and volume",
        r"deloading, and active recovery", r"protein intake", r"carbohydrate intake", r"nutrition plays a critical role", r"sufficient sleep", r"slower rate of muscle",
        r"mobility, and independence", r"genetic factors", r"genetics, training history, age, and nutrition", r"dedicate the time", r"realistic goals", r"self-efficacy",
        r"plateaus are a normal part", r"personalized training programs", r"virtual reality", r"wearable sensors", r"pharmacological interventions", r"ethical considerations",
        r"identification of specific brain regions",
    ]),
    ("003", &[
        r"remember and repeat a movement", r"tiny tears", r"new connections between the muscle fibers", r"reduced risk of injury", r"faster learning of new movements",
        r"handwriting", r"repetitions of the same exercise", r"heavy enough to challenge", r"plyometrics", r"won.t remember the correct way", r"bad form and technique",
        r"essential for proper muscle function", r"plenty of (?:rest|sleep)", r"protein, carbohydrates, and healthy fats", r"grow back stronger", r"blood flow",
        r"foam rolling", r"consistent with your training", r"results in no time",
    ]),
    ("004", &[
        r"regain lost muscle mass faster", r"in english.*refers to motor memory.*dutch", r"rebuilt with muscle cells", r"multiple nuclei", r"stimulate protein production",
        r"more muscle cell nuclei are formed", r"tiny tears", r"nuclei remain present", r"produce more protein", r"doing strength training for several years",
        r"at least 15 years", r"break a bone in your arm", r"decrease both muscle mass", r"muscle memory can speed up this process", r"motivating to keep training",
        r"retain more muscle mass later in life than your peers", r"even more important", r"older self will thank you", r"not only interesting for muscle mass", r"actually exists",
    ]),
];

/// Furniture of those pages, by kind.
const BOILERPLATE: &[&str] = &[
    r"want to see also",
    r"explore related",
    r"what you'll learn",
    r"building muscle: small",
    r"quest for massive",
    r"building lbm",
    r"causes, symptoms, and treatment",
    r"what's the connection",
    r"photo by",
    r"pixabay|pexels",
    r"man doing yoga",
    r"leave a reply",
    r"email address",
    r"might also like",
    r"sidebar",
    r"prev post",
    r"post a comment",
    r"what\.edu\.vn",
    r"whatsapp",
    r"question city",
    r"555-7890",
    r"community support",
    r"free access",
    r"hefty price",
    r"read on for",
    r"thanks for reading",
    r"question \| answer",
    r"---",
    r"\|",
];

fn seeds() -> Option<Vec<(String, Imported)>> {
    let folder = shared("seeds")?;
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let page = fs::read_to_string(path).unwrap();
        (
            name.clone(),
            import(&name, &page, Format::of(&name), Extent::Main),
        )
    };
    Some(paths.iter().map(read).collect())
}

#[test]
fn every_fact_of_the_seeds_is_kept() {
    let Some(pages) = seeds() else { return };
    let mut missing = Vec::new();
    for (key, facts) in FACTS {
        let (_, page) = pages
            .iter()
            .find(|(name, _)| name.starts_with(key))
            .unwrap();
        let passages = split(&page.article, &SplitLimits::default());
        for fact in *facts {
            let pattern = regex(fact);
            if !passages
                .iter()
                .any(|passage| pattern.is_match(&passage.text))
            {
                missing.push(format!("{key}: {fact}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_boilerplate_of_the_seeds_is_kept() {
    let Some(pages) = seeds() else { return };
    let mut found = Vec::new();
    for (name, page) in &pages {
        let headings = page
            .article
            .sections
            .iter()
            .flat_map(|section| section.heading_path.iter());
        let kept: Vec<&String> = headings
            .chain([&page.article.text, &page.article.title])
            .collect();
        for pattern in BOILERPLATE {
            let pattern = regex(pattern);
            if kept.iter().any(|text| pattern.is_match(text)) {
                found.push(format!("{name}: {pattern}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn letters_in_disguise_are_gone_from_the_seeds() {
    let Some(pages) = seeds() else { return };
    for (name, page) in &pages {
        let left = page
            .article
            .text
            .matches(|c: char| ('\u{400}'..='\u{4ff}').contains(&c))
            .count();
        assert_eq!(left, 0, "{name}");
    }
}

fn reload(article: &Article) -> Article {
    let written = content::to_markdown(article);
    content::from_raw("draft.md", written.as_bytes(), Extent::Main)
        .article
        .unwrap_or_else(|| panic!("cannot be read back:\n{written}"))
}

#[test]
fn drafts_are_read_back_as_they_were() {
    let Some(pages) = seeds() else { return };
    for (_, page) in &pages {
        let again = reload(&page.article);
        assert_eq!(again.title, page.article.title);
        assert_eq!(again.text, page.article.text);
        let blocks = |article: &Article| -> Vec<(BlockKind, Vec<String>)> {
            let sections = article.sections.iter();
            sections
                .flat_map(|section| {
                    section
                        .blocks
                        .iter()
                        .map(|block| (block.kind, section.heading_path.clone()))
                })
                .collect()
        };
        assert_eq!(blocks(&again), blocks(&page.article));
    }
}

fn fixture(name: &str) -> Imported {
    let page = fs::read_to_string(repository("tests/content/messy").join(name)).unwrap();
    import(name, &page, Format::of(name), Extent::Main)
}

#[test]
fn the_rules_hold_for_pages_on_other_topics() {
    let starter = fixture("starter.txt");
    assert_eq!(starter.article.title, "A Starter From Scratch");
    expect![[r#"
        Flour and water are all it takes. A starter is a culture of wild yeast and lactic bacteria.

        A young starter is fed once a day with equal weights of flour and water. In a warm kitchen it may need two meals.

        Flour: Rye; Water: 100 %; Peak: 5 h

        Flour: Wheat; Water: 90 %; Peak: 8 h

        A grey liquid on top means hunger, and it can be stirred in or poured off without harm.

        Signs of a healthy culture:
        - it doubles within eight hours
        - it smells of yoghurt"#]]
    .assert_eq(&starter.article.text);
    let headings: Vec<_> = starter
        .article
        .sections
        .iter()
        .map(|section| section.heading())
        .collect();
    assert_eq!(
        headings,
        [
            None,
            Some("How often should it be fed?"),
            Some("What goes wrong")
        ]
    );
}

#[test]
fn html_is_cleaned_as_text_is() {
    let otters = fixture("otters.html");
    assert_eq!(otters.article.title, "River otters");
    assert_eq!(
        otters.article.source.url.as_deref(),
        Some("https://holtwatch.example/otters")
    );
    for kept in [
        "River otters live along clean water with thick cover on the banks.",
        "They also take:\n- crabs\n- frogs and toads",
        "Animal: Dog otter; Weight: 10 kg",
        "No, they rest by day in a holt.",
    ] {
        assert!(
            otters.article.text.contains(kept),
            "{kept}: {}",
            otters.article.text
        );
    }
    for gone in ["Facebook", "Voles", "e-mail", "Holt Watch", "Home"] {
        assert!(
            !otters.article.text.contains(gone),
            "{}",
            otters.article.text
        );
    }
    let headings: Vec<_> = otters
        .article
        .sections
        .iter()
        .map(|section| section.heading())
        .collect();
    assert_eq!(
        headings,
        [
            None,
            Some("What do they eat?"),
            Some("Do they sleep at night?")
        ]
    );
}

#[test]
fn one_line_of_a_million_words_takes_no_time() {
    let start = std::time::Instant::now();
    for page in [
        "dough ".repeat(1_000_000),
        "a. ".repeat(300_000),
        "| a ".repeat(300_000),
        "[".repeat(200_000),
    ] {
        let _ = import("long.txt", &page, Format::Text, Extent::Main);
    }
    assert!(start.elapsed().as_secs() < 40, "{:?}", start.elapsed());
}

#[test]
fn each_section_of_our_articles_is_one_passage() {
    let corpus = content::load(&repository("content")).unwrap();
    for article in &corpus.articles {
        assert_eq!(
            split(article, &SplitLimits::default()).len(),
            article.sections.len(),
            "{}",
            article.id
        );
    }
}

proptest! {
    #[test]
    fn any_page_is_imported_and_read_back(
        page in "((# |## |- |1\\. |2\\.1\\. |\\| |> )?([A-Za-z*_`<&!?|\\[\\]\\\\.,:~=#+-]{1,8} ?){1,8}\n{1,3}){0,12}",
        html in any::<bool>(),
    ) {
        let format = if html { Format::Html } else { Format::Text };
        let imported = import("page.txt", &page, format, Extent::Main);
        for passage in split(&imported.article, &SplitLimits::default()) {
            prop_assert_eq!(&imported.article.text[passage.range.clone()], passage.text.as_str());
        }
        if !imported.article.sections.is_empty() {
            let again = reload(&imported.article);
            prop_assert_eq!(again.text, imported.article.text);
        }
    }
}

/// A page of `tests/content/pages`, and the strings that must stay and go. `score.py` beside them prints the shares for
/// any folder of this form.
#[derive(serde::Deserialize)]
struct Strings {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
}

#[test]
fn pages_of_twelve_kinds_keep_their_text_and_lose_their_frame() {
    let folder = repository("tests/content/pages");
    let strings = fs::read_to_string(folder.join("strings.json")).unwrap();
    let pages: std::collections::BTreeMap<String, Strings> =
        serde_json::from_str(&strings).unwrap();
    assert_eq!(pages.len(), 12);
    let mut wrong = Vec::new();
    for page in pages.values() {
        let html = fs::read_to_string(folder.join(&page.file)).unwrap();
        let article = import(&page.file, &html, Format::Html, Extent::Main).article;
        let headings = article
            .sections
            .iter()
            .flat_map(|section| section.heading_path.iter().map(String::as_str));
        let text: Vec<&str> = headings
            .chain([article.title.as_str(), article.text.as_str()])
            .collect();
        let text = text.join("\n");
        let lost = page.with.iter().filter(|wanted| !text.contains(*wanted));
        let kept = page.without.iter().filter(|each| text.contains(*each));
        wrong.extend(lost.map(|wanted| format!("{}: lost {wanted}", page.file)));
        wrong.extend(kept.map(|each| format!("{}: kept {each}", page.file)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
