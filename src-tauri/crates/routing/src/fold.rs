//! How texts compare: a person's `Café`, `CAFE\u{301}` and ` ｃａｆé ` are one word.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;

/// NFKC, full Unicode case folding, NFKC again, trimmed, inner white space as one space.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded_ascii(text) {
        return Cow::Borrowed(text);
    }
    let folded = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        let nfkc = ComposingNormalizer::new_nfkc();
        let composed = nfkc.normalize(text);
        let folded = CaseMapper::new().fold_string(&composed);
        nfkc.normalize(&folded).into_owned()
    };
    Cow::Owned(folded.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Already what `fold` would give: the common case for ids, codes and e-mails.
fn is_folded_ascii(text: &str) -> bool {
    let mut after_space = true;
    for byte in text.bytes() {
        match byte {
            b' ' if after_space => return false,
            b' ' => after_space = true,
            b'A'..=b'Z' | 0x00..=0x1f | 0x7f.. => return false,
            _ => after_space = false,
        }
    }
    !after_space || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_case_width_composition_and_white_space() {
        for (text, folded) in [
            ("Zillow", "zillow"),
            ("  two   words\t", "two words"),
            ("CAFE\u{301}", "caf\u{e9}"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ｆｕｌｌ　width", "full width"),
            ("ﬁne", "fine"),
            ("İ", "i\u{307}"),
            ("", ""),
            (" ", ""),
            ("a b", "a b"),
            ("a\u{a0}b", "a b"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ΑΣ", "ǅ", "ŉ", "\u{1e9e}", "ΐ", "ῼ", "㎏", "A\u{30a}"] {
            let once = fold(text).into_owned();
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }
}
