//! A folder of articles on disk → a signal that something in it has changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;

/// Debounce: files are read when nothing has changed for this long, since several are often written together.
pub(crate) const QUIET: Duration = Duration::from_millis(700);

/// They are read after this long at the latest, so that a file that is written continuously does not prevent it.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How often the folder itself is compared with the one that is watched: a watch stays with a folder that was renamed or
/// removed, and with the old target of a link.
pub(crate) const COMPARE_EVERY: Duration = Duration::from_secs(5);

/// Waits until nothing has changed for `quiet`, at most `longest`.
pub(crate) async fn settle(changed: &Notify, quiet: Duration, longest: Duration) {
    let until_quiet = async {
        while tokio::time::timeout(quiet, changed.notified())
            .await
            .is_ok()
        {}
    };
    // The result does not matter: read now.
    let _ = tokio::time::timeout(longest, until_quiet).await;
}

/// A folder with its watcher.
pub(crate) struct Watched {
    identity: Option<Identity>,
    watcher: notify::Result<RecommendedWatcher>,
}

/// What distinguishes a folder from another one of the same name.
type Identity = (PathBuf, u64);

impl Watched {
    pub(crate) fn new(folder: &Path, changed: &Arc<Notify>) -> Self {
        Self {
            // First: if it is replaced in between, the next comparison finds that.
            identity: identity(folder),
            watcher: watcher(folder, Arc::clone(changed)),
        }
    }

    /// Whether another folder has this name now. A missing folder does not count; a folder that could not be watched
    /// counts when it exists.
    pub(crate) fn is_replaced(&self, folder: &Path) -> bool {
        let now = identity(folder);
        now.is_some() && (now != self.identity || self.watcher.is_err())
    }

    pub(crate) fn log(&self) {
        match &self.watcher {
            Ok(_) => tracing::info!("the articles are watched for changes"),
            Err(error) => {
                tracing::warn!(%error, "the articles are not watched; send SIGHUP, or use /reindex, after a change");
            }
        }
    }
}

/// None if there is no such folder.
fn identity(folder: &Path) -> Option<Identity> {
    let target = folder.canonicalize().ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&target.metadata().ok()?);
    #[cfg(not(unix))]
    let number = 0;
    Some((target, number))
}

/// Wakes `changed` whenever something in the folder is written, made, renamed or removed.
fn watcher(folder: &Path, changed: Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading is no change; a lost event may have been one.
        if !matches!(
            event,
            Ok(notify::Event {
                kind: EventKind::Access(_),
                ..
            })
        ) {
            changed.notify_one();
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_that_is_written_all_the_time_is_read_all_the_same() {
        let changed = Arc::new(Notify::new());
        let writer = tokio::spawn({
            let changed = Arc::clone(&changed);
            async move {
                loop {
                    changed.notify_one();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        let quiet = Duration::from_mins(1);
        settle(&changed, quiet, Duration::from_millis(100)).await;
        assert!(!writer.is_finished());
        writer.abort();
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_was_replaced_is_noticed() {
        let parent = tempfile::tempdir().unwrap();
        let [one, other, link] = ["one", "other", "link"].map(|name| parent.path().join(name));
        std::fs::create_dir(&one).unwrap();
        std::fs::create_dir(&other).unwrap();
        let point_at = |target: &Path| {
            let _ = std::fs::remove_file(&link);
            std::os::unix::fs::symlink(target, &link).unwrap();
        };
        point_at(&one);
        let changed = Arc::new(Notify::new());
        let watched = Watched::new(&link, &changed);
        assert!(!watched.is_replaced(&link));
        point_at(&other);
        assert!(watched.is_replaced(&link), "a link set elsewhere");

        let watched = Watched::new(&one, &changed);
        std::fs::rename(&one, parent.path().join("away")).unwrap();
        assert!(!watched.is_replaced(&one), "gone, and nothing in its place");
        std::fs::create_dir(&one).unwrap();
        assert!(watched.is_replaced(&one), "removed and created again");
    }
}
