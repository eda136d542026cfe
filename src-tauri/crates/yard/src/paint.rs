//! Colours, and text from files made safe to show: a name in a book must not move the cursor.
//! Colours are always written; the stream takes them out where nobody could see them.

use std::borrow::Cow;
use std::fmt;

use anstyle::{AnsiColor, Style};
pub use routing::words::counted;

pub const STRONG: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default();
pub const PLACE: Style = AnsiColor::Cyan.on_default();

pub fn painted(style: Style, text: &str) -> Painted<'_> {
    Painted {
        style,
        text: harmless(text),
    }
}

#[derive(Debug)]
pub struct Painted<'a> {
    style: Style,
    text: Cow<'a, str>,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Painted { style, text } = self;
        write!(f, "{style}{text}{style:#}")
    }
}

/// Control characters, and those that turn the direction of writing, as their escapes.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let harmful = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .flat_map(|letter| {
            let escaped = harmful(letter).then(|| letter.escape_default());
            let kept = escaped.is_none().then_some(letter);
            escaped.into_iter().flatten().chain(kept)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_move_the_cursor_is_shown_as_an_escape() {
        assert_eq!(harmless("José 张伟"), "José 张伟");
        assert_eq!(harmless("a\u{1b}[2Jb\n"), "a\\u{1b}[2Jb\\n");
        assert_eq!(harmless("\u{202e}evil"), "\\u{202e}evil");
    }
}
