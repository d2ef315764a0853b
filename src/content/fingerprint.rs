//! The fingerprint of a corpus: a hash over names and bytes of its files.

/// Version of the reader: part of the fingerprint, so that an index is stale when the same files give other articles.
const READER_VERSION: &[u8] = b"1";

/// Hashes each file that is used.
pub(super) struct Fingerprint(blake3::Hasher);

impl Fingerprint {
    pub(super) fn new() -> Self {
        let mut new = Self(blake3::Hasher::new());
        new.feed("reader", READER_VERSION);
        new
    }

    /// Lengths are hashed too, so that bytes which move from a name into the content, or into the next file, are a change.
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
