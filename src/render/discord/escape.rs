//! Text of articles and users → text that Discord shows letter by letter: no formatting, links, mentions or times
//! that its author did not mean.

/// Escapes Discord's Markdown. What a reader sees is the text itself.
///
/// Covers emphasis, code, spoilers, headings, subtext, lists, quotes, masked links, `<…>` forms (mentions, times,
/// custom emoji, commands), `@everyone` and bare links.
pub(super) fn escape_markdown(text: &str) -> String {
    escape(text, Bullets::Escaped)
}

/// The same, but for lists with hyphens, which stay lists: some readers are shown the backslash before a hyphen. What
/// an item holds is escaped as at the start of a line, since Discord takes headings and quotes there too.
pub(super) fn escape_but_lists(text: &str) -> String {
    escape(text, Bullets::Kept)
}

/// The text that [`escape_markdown`] was given.
pub(super) fn unescape_markdown(escaped: &str) -> String {
    let mut text = String::with_capacity(escaped.len());
    let mut characters = escaped.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            character => text.push(character),
        }
    }
    text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bullets {
    Escaped,
    Kept,
}

fn escape(text: &str, bullets: Bullets) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    let mut line_start = true;
    let mut number_at_line_start = false;
    let mut in_item = false;
    for (at, character) in text.char_indices() {
        in_item &= character != '\n';
        if bullets == Bullets::Kept && line_start && !in_item && text[at..].starts_with("- ") {
            in_item = true;
            escaped.push(character);
            continue;
        }
        let special = match character {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' | '@' => true,
            '#' | '-' | '+' => line_start,
            '.' | ')' => number_at_line_start,
            ':' => text[at..].starts_with("://"),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
        number_at_line_start = character.is_ascii_digit() && (line_start || number_at_line_start);
        line_start = character == '\n' || line_start && character.is_whitespace();
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_can_be_forged() {
        for (before, after) in [
            (
                "**bold** ~~no~~ ||secret||",
                r"\*\*bold\*\* \~\~no\~\~ \|\|secret\|\|",
            ),
            (
                "# title\n-# small\n> quote\n- item\n1. one",
                "\\# title\n\\-# small\n\\> quote\n\\- item\n1\\. one",
            ),
            (
                "[click](https://evil.example)",
                r"\[click\](https\://evil.example)",
            ),
            (
                "<t:0:R> </ask:1> <:x:1> @everyone",
                r"\<t:0:R\> \</ask:1\> \<:x:1\> \@everyone",
            ),
            ("`code` ```block```", r"\`code\` \`\`\`block\`\`\`"),
            ("well-known 1.5 # 3", "well-known 1.5 # 3"),
            (r"\*", r"\\\*"),
        ] {
            assert_eq!(escape_markdown(before), after);
        }
    }

    #[test]
    fn lists_stay_lists_and_hold_nothing_else() {
        assert_eq!(
            escape_but_lists("- # *hi*\n- - no\n-# no"),
            "- \\# \\*hi\\*\n- \\- no\n\\-# no"
        );
    }

    proptest! {
        #[test]
        fn what_was_escaped_is_read_back(text in any::<String>()) {
            prop_assert_eq!(unescape_markdown(&escape_markdown(&text)), text);
        }

        #[test]
        fn dropping_the_escapes_gives_the_text_back(text in "[ -~\n]{0,80}") {
            let mut plain = String::new();
            let escaped = escape_markdown(&text);
            let mut characters = escaped.chars();
            while let Some(character) = characters.next() {
                if character == '\\' {
                    plain.extend(characters.next());
                } else {
                    prop_assert!(!"*_~`|[]<>@".contains(character));
                    plain.push(character);
                }
            }
            prop_assert_eq!(plain, text);
        }

        #[test]
        fn only_lists_are_kept(text in "[-#> 1.+a\n]{0,40}") {
            let kept = escape_but_lists(&text);
            for line in kept.lines() {
                let line = line.trim_start();
                let rest = line.strip_prefix("- ").unwrap_or(line).trim_start();
                prop_assert!(!rest.starts_with(['-', '#', '>', '+']), "{line:?}");
                prop_assert!(!rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.') || rest.starts_with('.'));
            }
            prop_assert_eq!(kept.replace('\\', ""), text);
        }
    }
}
