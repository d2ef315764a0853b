//! Several files → one that any system opens: a ZIP archive, its files stored as they are.
//! <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

/// The names are UTF-8.
const UTF8: u16 = 1 << 11;
/// 1980-01-01, the first day that the format knows: the same files give the same archive.
const DAY: u16 = 1 << 5 | 1;

/// An archive in the making. Its files must stay below 4 GiB together, and below 65,536 in number.
#[derive(Debug, Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

impl Zip {
    /// Adds a file.
    pub(crate) fn add(&mut self, name: &str, contents: &[u8]) {
        let start = length(self.bytes.len());
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(UTF8.to_le_bytes());
        // Stored, not compressed.
        common.extend(0_u16.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        common.extend(DAY.to_le_bytes());
        common.extend(checksum(contents).to_le_bytes());
        common.extend(length(contents.len()).to_le_bytes());
        common.extend(length(contents.len()).to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        common.extend(0_u16.to_le_bytes());

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(contents);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(20_u16.to_le_bytes());
        self.directory.extend(&common);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files += 1;
    }

    /// The archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let start = length(self.bytes.len());
        let directory = length(self.directory.len());
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06");
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(self.files.to_le_bytes());
        self.bytes.extend(directory.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend(0_u16.to_le_bytes());
        self.bytes
    }
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// CRC-32 as ZIP, PNG and Ethernet have it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = crc & 1 == 1;
            crc >>= 1;
            if odd {
                crc ^= 0xedb8_8320;
            }
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_archive_has_its_parts() {
        let mut zip = Zip::default();
        zip.add("tea.md", b"Tea.");
        zip.add("übung.md", b"Practice.");
        let bytes = zip.finish();
        assert!(bytes.starts_with(b"PK\x03\x04"));
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        assert_eq!(bytes[end + 10], 2);
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap());
        assert_eq!(&bytes[start as usize..start as usize + 4], b"PK\x01\x02");
    }
}
