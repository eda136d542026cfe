//! How texts compare: a person's `Café`, `CAFE\u{301}` and ` ｃａｆé ` are one word.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

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

/// For looking something up by typing: folded, and without accents, so that `jose` finds `José`.
/// Rules never compare so; to them the two are different names.
pub fn plain(text: &str) -> Cow<'_, str> {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    let accents = '\u{300}'..='\u{36f}';
    let letters = DecomposingNormalizer::new_nfd();
    let bare = letters.normalize(&folded);
    Cow::Owned(bare.chars().filter(|c| !accents.contains(c)).collect())
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
    use super::{fold, plain};

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
    fn plain_text_has_no_accents_either() {
        for (text, bare) in [
            ("José  Núñez", "jose nunez"),
            ("JOSE\u{301}", "jose"),
            ("Ångström", "angstrom"),
            ("Łukasz", "łukasz"),
            ("שָׁלוֹם", "שָׁלוֹם"),
            ("Zillow", "zillow"),
        ] {
            assert_eq!(plain(text), plain(bare), "{text:?}");
        }
        assert_eq!(plain("José"), "jose");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ΑΣ", "ǅ", "ŉ", "\u{1e9e}", "ΐ", "ῼ", "㎏", "A\u{30a}"] {
            let once = fold(text).into_owned();
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }
}
