//! A process that acknowledges writes is killed without warning, again and again: all it acknowledged is there.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use engram::article::UserId;
use engram::store::{GapReason, NewGap, Store, StoreSettings};

use super::{Backend, GUILD, approved};

/// Where the child is to write: a folder, or the URL of a database.
const PLACE: &str = "TEST_STORE_PLACE";
const KILLS: usize = 8;

pub(super) async fn nothing_acknowledged_is_lost_when_the_process_is_killed(backend: Backend) {
    let mut acknowledged = BTreeSet::new();
    for kill in 0..KILLS {
        // The child writes until it is killed, at another place each time.
        let wanted = 3 + 5 * kill;
        acknowledged.extend(killed_after(wanted, &backend, kill));
        let store = backend.open().await;
        let library = store.library(GUILD).await.unwrap();
        let texts: BTreeSet<_> = library
            .articles
            .into_iter()
            .map(|article| article.markdown)
            .chain(
                store
                    .open_gaps(Some(GUILD))
                    .await
                    .unwrap()
                    .into_iter()
                    .map(|gap| gap.question),
            )
            .collect();
        let lost: Vec<_> = acknowledged.difference(&texts).collect();
        assert!(lost.is_empty(), "{lost:?}");
        // A version without its act, or an act without its version, would be half a change.
        let pages = store.audit(GUILD, u32::MAX).await.unwrap();
        let acts = (pages.pages as usize - 1) * 10 + pages.entries.len();
        assert_eq!(acts as u64, library.version);
        store.verify().await.unwrap();
        store.close().await.unwrap();
    }
}

/// Lets a child write until it has acknowledged so many texts, kills it, and gives all that it acknowledged.
fn killed_after(wanted: usize, place: &Backend, run: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "store::crash::writes_until_it_is_killed",
            "--nocapture",
        ])
        .env(
            PLACE,
            match place {
                Backend::File(folder) => folder.path().to_str().unwrap().to_owned(),
                Backend::Postgres(url) => url.clone(),
            },
        )
        .env("TEST_STORE_RUN", run.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    while acknowledged.len() < wanted {
        let line = lines.next().expect("the child ended by itself").unwrap();
        acknowledged.extend(line.strip_prefix("kept ").map(str::to_owned));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said between the last line read and its end was acknowledged too.
    let rest = lines.map_while(Result::ok);
    acknowledged.extend(rest.filter_map(|line| Some(line.strip_prefix("kept ")?.to_owned())));
    acknowledged
}

#[test]
fn writes_until_it_is_killed() {
    let Some(backend) = std::env::var_os(PLACE) else {
        return;
    };
    let backend = backend.into_string().unwrap();
    let settings = if backend.starts_with("postgres://") {
        StoreSettings::Postgres(backend.into())
    } else {
        StoreSettings::in_folder(backend.as_ref())
    };
    let run = std::env::var_os("TEST_STORE_RUN")
        .unwrap()
        .into_string()
        .unwrap();
    super::backend::runtime().block_on(async {
        let store = Store::open(&settings).await.unwrap();
        tokio::join!(
            write(store.clone(), format!("{run}-a")),
            write(store.clone(), format!("{run}-b")),
            write(store, format!("{run}-c")),
        );
    });
}

async fn write(store: Store, name: String) {
    for number in 0_u64.. {
        let text = format!("{name}-{number}");
        if number % 2 == 0 {
            approved(&store, GUILD, &text, &text).await;
        } else {
            let gap = NewGap {
                guild: Some(GUILD),
                asker: store.pseudonym(UserId(number)),
                question: &text,
                reason: GapReason::Nothing,
                nearest: &[],
                missing: None,
            };
            store.record_gap(&gap).await.unwrap();
        }
        // In one piece, so that a line that was read was written whole.
        let mut stdout = std::io::stdout().lock();
        stdout
            .write_all(format!("kept {text}\n").as_bytes())
            .unwrap();
        stdout.flush().unwrap();
    }
}
