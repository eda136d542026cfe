//! Keys by the names people use: `Enter`, `ArrowDown`, `Control+Shift+z`.

use serde_json::{Value, json};

/// One key, with those held down meanwhile.
pub struct Chord(Vec<char>);

impl Chord {
    pub fn parse(text: &str) -> Self {
        // The plus key itself is the empty part of `Control++`.
        let parts = text.split('+').map(|part| match code(part) {
            Some(code) => code,
            None => part.chars().next().unwrap_or('+'),
        });
        let mut keys: Vec<char> = parts.collect();
        keys.dedup();
        Self(keys)
    }

    /// Down in order, up in reverse.
    pub(crate) fn actions(&self) -> Vec<Value> {
        let down = self
            .0
            .iter()
            .map(|k| json!({ "type": "keyDown", "value": k }));
        let up = self
            .0
            .iter()
            .rev()
            .map(|k| json!({ "type": "keyUp", "value": k }));
        down.chain(up).collect()
    }

    /// Its first key, down and up again.
    pub(crate) fn held(&self) -> [Value; 2] {
        let key = self.0.first().copied().unwrap_or(' ');
        ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key }))
    }
}

/// From the table of the WebDriver standard, "Keyboard actions".
fn code(name: &str) -> Option<char> {
    Some(match name {
        "Backspace" => '\u{E003}',
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Space" => ' ',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        "Delete" => '\u{E017}',
        "F2" => '\u{E032}',
        "F6" => '\u{E036}',
        "F10" => '\u{E03A}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_goes_up_in_reverse() {
        let Chord(keys) = Chord::parse("Control+Shift+z");
        assert_eq!(keys, ['\u{E009}', '\u{E008}', 'z']);
        assert_eq!(Chord::parse("Control++").0, ['\u{E009}', '+']);
        let actions = Chord::parse("Alt+x").actions();
        let kinds: Vec<_> = actions.iter().map(|a| a["type"].as_str()).collect();
        assert_eq!(
            kinds,
            [
                Some("keyDown"),
                Some("keyDown"),
                Some("keyUp"),
                Some("keyUp")
            ]
        );
        assert_eq!(actions[3]["value"], "\u{E00A}");
    }
}
