//! Plain text → Markdown that renders as that text.

/// Escapes a line of plain text against all dialects of Markdown that are read.
pub(super) fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = ' ';
    for (at, character) in line.char_indices() {
        let special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '!' | '^' | '{' | '%' => {
                true
            }
            '#' | '>' | '-' | '+' | ':' | '?' => at == 0,
            '=' => at == 0 || before == '=',
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        // A run of `#` at the end of a heading would be taken for its closing.
        if special || (character == '#' && line[at..].bytes().all(|byte| byte == b'#')) {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}
