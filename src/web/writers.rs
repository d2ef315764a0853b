//! For the writers of the articles: what there is, what is wrong with it, and why a question gets its answer.

use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};

use super::{Failure, Page, blocking};
use crate::answer::Calibration;
use crate::content::{self, Problem, Severity};
use crate::engine::Engine;
use crate::index::ArticleHead;
use crate::render::Locale;
use crate::render::discord::as_asked;
use crate::render::talk;
use crate::render::why::{Why, why as render};
use crate::{Result, render};

/// The articles as they serve, and what is wrong with the files as they are.
#[derive(Serialize)]
pub(super) struct LibraryReport {
    /// How much there is, in a sentence or two.
    counts: String,
    articles: Vec<ArticleReport>,
    problems: Vec<ProblemReport>,
    remarks: Vec<ProblemReport>,
}

#[derive(Serialize)]
struct ArticleReport {
    title: String,
    path: String,
    sections: Vec<SectionReport>,
}

#[derive(Serialize)]
struct SectionReport {
    id: String,
    heading: String,
    wordings: usize,
    grade: Option<String>,
}

#[derive(Serialize)]
struct ProblemReport {
    path: String,
    line: Option<usize>,
    is_error: bool,
    message: String,
}

/// Tells of the articles and their problems.
pub(super) async fn library(
    State(page): State<Page>,
) -> std::result::Result<Json<LibraryReport>, Failure> {
    Ok(Json(blocking(page, |page| report(&page.engine)).await?))
}

fn report(engine: &Engine) -> Result<LibraryReport> {
    let mut checked = content::check(engine.content_folder())?;
    let calibration = Calibration::problem_in(engine.content_folder())?;
    checked.problems.extend(calibration);
    Ok(LibraryReport {
        counts: talk::checked(&checked),
        articles: engine.articles(None).iter().map(article).collect(),
        problems: checked.problems.iter().map(problem).collect(),
        remarks: checked.remarks.iter().map(problem).collect(),
    })
}

fn article(head: &ArticleHead) -> ArticleReport {
    ArticleReport {
        title: head.title.clone(),
        path: head.source.path.clone(),
        sections: head
            .sections
            .iter()
            .map(|section| SectionReport {
                id: section.id.as_str().to_owned(),
                heading: section.heading().unwrap_or(&head.title).to_owned(),
                wordings: section.wordings.len(),
                grade: section
                    .grade
                    .map(|grade| render::sentences::grade(grade, Locale::English)),
            })
            .collect(),
    }
}

fn problem(problem: &Problem) -> ProblemReport {
    ProblemReport {
        path: problem.path.clone(),
        line: problem.line,
        is_error: problem.severity == Severity::Error,
        message: problem.kind.to_string(),
    }
}

/// A question to explain.
#[derive(Deserialize)]
pub(super) struct Question {
    question: String,
}

/// Tells why a question gets its answer.
pub(super) async fn why(
    State(page): State<Page>,
    Json(asked): Json<Question>,
) -> std::result::Result<Json<Why>, Failure> {
    let why = blocking(page, move |page| {
        let question = as_asked(&asked.question);
        Ok(render(&page.engine.explain(&question)?))
    });
    Ok(Json(why.await?))
}
