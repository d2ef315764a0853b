//! Files and folders of any kind go through `engram import`, and questions find what was in them.

use std::fs;

use crate::program::{Output, engram};
use crate::support::{Folder, repository};

/// Runs `engram import` of these paths into the folder's `drafts`.
fn import(folder: &Folder, paths: &[&str], flags: &[&str]) -> Output {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| folder.path().join(path).display().to_string())
        .collect();
    let out = folder.path().join("drafts").display().to_string();
    let mut arguments = vec!["import", "--out", &out];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.extend(flags);
    engram(&arguments, "")
}

fn draft(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join("drafts").join(name)).unwrap()
}

/// The heading that the first passage for a question stands under, or its article's title where there is none.
fn section_of(folder: &Folder, content: &str, question: &str) -> String {
    let answer = answer(folder, content, question);
    // A heading above all of a page is its title.
    let passage = &answer["passages"][0];
    let section = passage["section"].as_str().unwrap_or_default();
    let title = passage["title"].as_str().unwrap_or_default();
    if section.is_empty() { title } else { section }.to_owned()
}

fn answer(folder: &Folder, content: &str, question: &str) -> serde_json::Value {
    let content = folder.path().join(content).display().to_string();
    let index = folder.path().join("index").display().to_string();
    let output = engram(
        &[
            "ask",
            "--json",
            "--content",
            &content,
            "--index",
            &index,
            question,
        ],
        "",
    );
    serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", output.stdout, output.stderr))
}

fn document(name: &str) -> Vec<u8> {
    fs::read(repository("tests/content/documents").join(name)).unwrap()
}

#[test]
fn documents_become_drafts_with_headings_lists_and_tables() {
    let folder = Folder::new()
        .with("rye.docx", document("rye.docx"))
        .with("loaf.pdf", document("rye.pdf"));
    import(&folder, &["rye.docx", "loaf.pdf"], &[]).ends_with(0);
    let docx = draft(&folder, "rye.md");
    for expected in [
        "title = \"Rye bread\"",
        "## What goes into it?",
        "Three things go into the bowl:",
        "- flour\n- water\n- salt",
        "Flour: Rye; Water: 85 percent",
    ] {
        assert!(docx.contains(expected), "{expected} is not in {docx}");
    }
    let pdf = draft(&folder, "loaf.md");
    for expected in [
        "title = \"Rye bread\"",
        "Rye dough is sticky, since its starch takes up much water while it rests.",
        "## How long does it keep?",
    ] {
        assert!(pdf.contains(expected), "{expected} is not in {pdf}");
    }
}

#[test]
fn documents_without_text_are_refused_with_the_reason() {
    let folder = Folder::new()
        .with("empty.pdf", document("empty.pdf"))
        .with("damaged.pdf", &document("rye.pdf")[..200])
        .with("other.pdf", "no PDF at all")
        .with("cut.docx", &document("rye.docx")[..900])
        .with("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old");
    for (name, reason) in [
        ("empty.pdf", "without text in it"),
        ("damaged.pdf", "a damaged PDF"),
        ("other.pdf", "a damaged PDF"),
        ("cut.docx", "damaged document"),
        ("old.docx", "document"),
    ] {
        let output = import(&folder, &[name], &[]);
        assert_eq!(output.code, 1, "{name}: {}", output.stderr);
        assert!(output.stderr.contains(reason), "{name}: {}", output.stderr);
        assert!(!output.stderr.contains("panicked"), "{}", output.stderr);
    }
}

/// A PDF of these objects; the first one is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = vec![format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    )];
    for (number, object) in (1..).zip(objects) {
        table.push(format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(table.concat().bytes());
    file.extend(
        format!("trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A PDF of one page, whose content, fonts and pictures begin at the fourth object.
fn pdf_of_one_page(resources: &str, rest: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << {resources} >> >>")
            .into_bytes(),
    ];
    objects.extend_from_slice(rest);
    pdf(&objects)
}

/// 4 GiB of spaces, deflated three times.
const SPACES: &str = "78daabb8f5f6ce42a3a78932c71f267b309949343a94b04797c9b88a9d700bec910c4c3e9e137ecef50deb0e06df2b6fbcf41c84549e3d8839f6ffb3cdcbb3fb7fcc2db713f7d72fdfef1ebfce4c5dfe7676bdb83b0303c38103b17ff7cf9bffbb2ec74ffefb377e4606868685d6717151337a99debbbfde7d0e28c0d0fcfdf9f5f3536ff2375e3fbd99f53950a0e160746db5dcf96d0dbf5fbeed67fe0e16f9ad2e01a419349b403a2e288139ba608e803212675466546654665466546654665466546654665466546654665466546654665466546654665466546654665466546654665486163293b73f9ffd5e33e18f41adcd4dc98ba576e555bb377ee5bc6cb7e41b00ae610420";

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_pdf_that_asks_for_too_much_is_given_up() {
    let deflated = "/Filter [/FlateDecode /FlateDecode /FlateDecode]";
    let form =
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>";
    let bombs = [
        (
            "inflates.pdf",
            pdf_of_one_page("", &[stream(deflated, &bytes_of(SPACES))]),
            "needs more memory or time",
        ),
        (
            "draws-itself.pdf",
            pdf_of_one_page(
                "/XObject << /F 5 0 R >>",
                &[stream("", b"/F Do"), stream(form, b"/F Do")],
            ),
            "needs more memory or time",
        ),
        (
            "endless-pages.pdf",
            pdf(&[
                b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_vec(),
            ]),
            "without text in it",
        ),
    ];
    for (name, bomb, reason) in bombs {
        assert!(bomb.len() < 4_096, "{name}: {} bytes", bomb.len());
        let folder = Folder::new().with(name, bomb);
        let start = std::time::Instant::now();
        let output = import(&folder, &[name], &[]);
        assert_eq!(output.code, 1, "{name}: {}", output.stderr);
        assert!(output.stderr.contains(reason), "{name}: {}", output.stderr);
        assert!(!output.stderr.contains("panicked"), "{}", output.stderr);
        assert!(start.elapsed().as_secs() < 30, "{name}");
    }
}

#[test]
fn drafts_of_one_name_are_two_and_a_file_that_fails_ends_nothing() {
    let folder = Folder::new()
        .with(
            "one/index.md",
            "---\ntitle: Rye\n---\n\nRye is a grain of the north.\n",
        )
        .with(
            "two/index.md",
            "---\ntitle: Wheat\n---\n\nWheat is a grain of the south.\n",
        )
        .with(
            "a/page.txt",
            "Rye\n\nIt keeps for a week in a cool place.\n",
        )
        .with("bad.md", b"\xff\xff")
        .with("b/rye.txt", "Rye is sour, and it is heavy.\n");
    let output = import(
        &folder,
        &[
            "one/index.md",
            "bad.md",
            "two/index.md",
            "gone.md",
            "b/rye.txt",
        ],
        &[],
    );
    assert_eq!(output.code, 2, "{}", output.stderr);
    for said in ["bad.md:1: error: not UTF-8", "gone.md", "was not imported"] {
        assert!(output.stderr.contains(said), "{said}: {}", output.stderr);
    }
    assert!(draft(&folder, "rye.md").contains("north"));
    assert!(draft(&folder, "rye-2.md").contains("sour"));
    assert!(draft(&folder, "wheat.md").contains("south"));
}

#[test]
fn what_is_left_out_of_a_page_is_told_with_its_line() {
    let long = "The mill turns its stones by the water of a brook that comes down from the hills above the town.";
    let page = format!(
        "<html><body>\n<nav><a href=/>Home</a></nav>\n<article><h1>Rye</h1>\n{}</article>\n<div hidden><p>{long}</p></div>\n<button>Order</button></body></html>",
        "<p>Rye dough is sticky, since its starch takes up much water while it rests in the bowl for an hour, and bakers add acid to it.</p>\n"
            .repeat(8)
    );
    let folder = Folder::new().with("rye.html", page);
    let said = import(&folder, &["rye.html"], &[]).ends_with(0);
    assert!(
        said.contains(&format!("rye.html:13: outside the main text: {long}")),
        "{said}"
    );
    assert!(!said.contains("Order"), "{said}");
    let all = import(&folder, &["rye.html"], &["--all", "--force"]).ends_with(0);
    assert!(
        all.contains("rye.html:14: outside the main text: Order"),
        "{all}"
    );
    assert!(
        all.contains("rye.html:2: link outside the main text: Home"),
        "{all}"
    );
    import(&folder, &["rye.html"], &["--whole", "--force"]).ends_with(0);
    assert!(draft(&folder, "rye.md").contains("a brook that comes down"));
}

#[test]
fn a_folder_of_pages_tells_what_index_build_and_check_leave_out() {
    let folder = Folder::new()
        .with("pages/salt.md", "# Salt\n\nSalt slows the yeast a little in any dough.\n\nYour email address will not be published.\n")
        .with("pages/old.rst", "Old\n===\n");
    let content = folder.path().join("pages").display().to_string();
    let index = folder.path().join("index").display().to_string();
    for arguments in [&["check"][..], &["index", "build"]] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--content", &content, "--index", &index]);
        let output = engram(&arguments, "");
        let said = format!("{}{}", output.stdout, output.stderr);
        assert!(
            said.contains("salt.md:5: warning: 1 line was left out"),
            "{said}"
        );
        assert!(said.contains("end in `rst`"), "{said}");
    }
}

/// The topics of a site of 20 pages: the file, its question, its answer.
const TOPICS: [(&str, &str, &str); 20] = [
    (
        "rye",
        "What does rye taste of?",
        "Rye tastes of earth and honey, since its bran holds many oils.",
    ),
    (
        "spelt",
        "Why is spelt dough soft?",
        "Spelt dough is soft, for its gluten stretches and does not spring back.",
    ),
    (
        "oats",
        "Do oats rise?",
        "Oats hardly rise, as they hold no gluten of their own.",
    ),
    (
        "barley",
        "What is barley used for?",
        "Barley is malted for beer more often than it is baked.",
    ),
    (
        "emmer",
        "How old is emmer?",
        "Emmer was sown ten thousand years ago near two rivers.",
    ),
    (
        "salt",
        "Why does bread need salt?",
        "Salt slows the yeast and tightens the gluten of a loaf.",
    ),
    (
        "water",
        "How hard should water be?",
        "Water of middle hardness suits most bakers best.",
    ),
    (
        "yeast",
        "How warm should yeast be kept?",
        "Yeast works fastest at thirty five degrees and dies at fifty.",
    ),
    (
        "honey",
        "What does honey do in a crust?",
        "Honey browns a crust, as its sugars burn early.",
    ),
    (
        "oven",
        "How hot is a stone oven?",
        "A stone oven reaches four hundred degrees at its dome.",
    ),
    (
        "steam",
        "Why is steam let into an oven?",
        "Steam keeps the skin of a loaf wet until it has grown.",
    ),
    (
        "crumb",
        "What makes large holes in crumb?",
        "Large holes come from wet dough that was handled gently.",
    ),
    (
        "scoring",
        "Why are loaves scored with a blade?",
        "A cut lets the loaf open where the baker wants it.",
    ),
    (
        "proofing",
        "How long does proofing last?",
        "Proofing lasts ninety minutes in a warm kitchen.",
    ),
    (
        "kneading",
        "When has dough been kneaded enough?",
        "Kneading is done when a piece can be pulled thin as paper.",
    ),
    (
        "storage",
        "Where should bread be stored?",
        "Bread is stored in a clay pot, never in the fridge.",
    ),
    (
        "mould",
        "What stops mould on bread?",
        "Acid stops mould, which is why sour loaves last.",
    ),
    (
        "freezing",
        "Can bread be frozen?",
        "Bread can be frozen for three months when it is sliced.",
    ),
    (
        "toasting",
        "Why does toast smell good?",
        "Toast smells good for the roasted sugars at its face.",
    ),
    (
        "crackers",
        "How thin is cracker dough?",
        "Cracker dough is rolled to two millimetres.",
    ),
];

/// Another section of each page, on the same thing.
fn shop(name: &str) -> String {
    format!(
        "\n## Where can you learn more about {name}?\n\nThe mill shows {name} to visitors on Saturdays, and sells a book.\n"
    )
}

fn answers_come_from_their_sections(folder: &Folder) {
    import(folder, &["site"], &[]).ends_with(0);
    let mut wrong = Vec::new();
    for (name, question, _) in TOPICS {
        let section = section_of(folder, "drafts", question);
        if section != question {
            wrong.push(format!("{name}: {section}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_documentation_site_goes_in_as_a_whole() {
    let mut folder = Folder::new().with("site/logo.svg", "<svg/>");
    for (at, (name, question, answer)) in TOPICS.iter().enumerate() {
        let (next, ..) = TOPICS[(at + 1) % TOPICS.len()];
        let page = match at % 4 {
            0 => format!(
                "---\ntitle: About {name}\ndate: 2024-01-02\nlicense: CC-BY-4.0\n---\n\n## {question}\n\n!!! note \"In short\"\n    {answer}\n\nSee [{next}](../{next}/index.md).\n"
            ),
            1 => format!(
                "---\ntitle: About {name}\nauthor: A. Baker\n---\nimport Tabs from '@theme/Tabs';\n\n## {question}\n\n:::tip In short\n{answer}\n:::\n\n<Tabs>\n<TabItem value=\"a\" label=\"More\">\n\nSee [{next}](/{next}/).\n\n</TabItem>\n</Tabs>\n"
            ),
            2 => format!(
                "+++\ntitle = \"About {name}\"\ndate = 2024-01-02\ndraft = false\n+++\n\n## {question}\n\n{{{{< hint info >}}}}\n{answer}\n{{{{< /hint >}}}}\n\n[{next}]({{{{< ref \"{next}.md\" >}}}})\n"
            ),
            _ => format!(
                "# About {name}\n\n## {question}\n\n> [!NOTE]\n> {answer}\n\n- [{next}](../{next}/index.md)\n"
            ),
        };
        folder = folder.with(&format!("site/{name}/index.md"), page + &shop(name));
    }
    answers_come_from_their_sections(&folder);
    let first = draft(&folder, "about-rye.md");
    for expected in [
        "updated = \"2024-01-02\"",
        "license = \"CC-BY-4.0\"",
        "related = [\"about-spelt\"]",
    ] {
        assert!(first.contains(expected), "{expected} is not in {first}");
    }
    // A page that another one links to stands beside the answer.
    let answer = answer(&folder, "drafts", TOPICS[0].1);
    let related = answer["related"].as_array().unwrap();
    assert!(related.contains(&TOPICS[1].1.into()), "{related:?}");
    let again = import(&folder, &["site"], &["--force"]).ends_with(0);
    assert!(again.contains("20 files read, 20 imported"), "{again}");
}

#[test]
fn a_vault_of_notes_goes_in_as_a_whole() {
    let mut folder = Folder::new();
    for (at, (name, question, answer)) in TOPICS.iter().enumerate() {
        let (next, ..) = TOPICS[(at + 1) % TOPICS.len()];
        let page = match at % 3 {
            0 => format!(
                "---\ntags: [bread]\naliases: [{name}s]\n---\n## {question}\n> [!tip]- In short\n> {answer} ^a{at}\n\nSee [[{next}|the next note]] and [[{next}#Part]].\n\n%% check this %%\n"
            ),
            1 => format!("## {question}\n\n{answer}\n\n![[{name}.png]]\n\nRelated: [[{next}]]\n"),
            _ => format!(
                "## {question}\n\n- {answer}\n  - See [[{next}]].\n\n==Known by all bakers.==\n"
            ),
        };
        folder = folder.with(
            &format!("site/notes {}/{name}.md", at % 2),
            page + &shop(name),
        );
    }
    answers_come_from_their_sections(&folder);
    let first = draft(&folder, "rye.md");
    assert!(first.contains("related = [\"spelt\"]"), "{first}");
    assert!(
        !first.contains("check this") && !first.contains("tip"),
        "{first}"
    );
}
