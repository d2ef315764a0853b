//! Counts the attributes of a tag while its text arrives in pieces: the parser compares each new attribute with all
//! before it, which takes quadratic time.

/// The position within a tag.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between attributes.
    #[default]
    Between,
    Name,
    AfterEquals,
    Quoted(u8),
    Bare,
    /// In a comment; it has none.
    Comment,
}

/// Counts the attributes of the tag that is being read.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    as_tag: TagState,
    as_text: TagState,
}

impl Attributes {
    /// Reads a piece that begins at `<`, or holds none, and ends at its first `>`. `is_read`: the parser has made something
    /// of it, which it does not in the middle of a tag. Gives how many attributes the tag has at most that goes on after it.
    pub(super) fn go_on(&mut self, piece: &str, is_read: bool) -> usize {
        // What was made may be text before the tag that begins here, or the piece itself.
        let may_go_on = piece.starts_with('<') && !piece.ends_with('>');
        let as_tag = self.as_tag.go_on(piece, is_read, may_go_on);
        as_tag.max(self.as_text.go_on(piece, is_read, false))
    }
}

#[derive(Debug, Default)]
struct TagState {
    place: Place,
    count: usize,
    is_open: bool,
}

impl TagState {
    fn go_on(&mut self, piece: &str, is_read: bool, may_go_on: bool) -> usize {
        if !self.is_open || (is_read && piece.starts_with('<')) {
            self.count = 0;
            // In an element that holds text alone, these are read at once.
            self.place = if piece.starts_with("<!--") && !is_read {
                Place::Comment
            } else {
                Place::Between
            };
        }
        self.is_open = true;
        self.read(piece.as_bytes());
        if is_read && !may_go_on {
            self.is_open = false;
            self.count = 0;
        }
        self.count
    }

    fn read(&mut self, piece: &[u8]) {
        for &byte in piece {
            let parts = byte.is_ascii_whitespace() || byte == b'/';
            self.place = match self.place {
                Place::Between | Place::Name if parts => Place::Between,
                Place::Between => {
                    self.count += 1;
                    Place::Name
                }
                Place::Name if byte == b'=' => Place::AfterEquals,
                Place::AfterEquals if byte.is_ascii_whitespace() => Place::AfterEquals,
                Place::AfterEquals if matches!(byte, b'"' | b'\'') => Place::Quoted(byte),
                Place::AfterEquals => Place::Bare,
                Place::Quoted(quote) if byte == quote => Place::Between,
                Place::Bare if byte.is_ascii_whitespace() => Place::Between,
                place => place,
            };
        }
    }
}
