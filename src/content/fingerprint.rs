//! What a corpus was made of, as a hash over names and bytes.

/// Changes whenever the same files give other articles: part of the fingerprint, so that an index made of what an
/// older reader understood is stale.
const READER_VERSION: &[u8] = b"1";

/// Grows with each file that is used.
pub(super) struct Fingerprint(blake3::Hasher);

impl Fingerprint {
    pub(super) fn new() -> Self {
        let mut new = Self(blake3::Hasher::new());
        new.feed("reader", READER_VERSION);
        new
    }

    /// Lengths go in too: what moves from a name into its bytes, or from one file into the next, is a change.
    pub(super) fn feed(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update(&(part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// As hex.
    pub(super) fn finish(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
