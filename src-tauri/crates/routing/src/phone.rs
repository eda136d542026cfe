//! Phone numbers as E.164, so that `(214) 555-0142` and `+1 214 555 0142` are one number.

use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// The number as E.164 if it reads as one of a possible length, numbers without a country code
/// being from the US; `None` otherwise. Extensions are dropped.
pub fn e164(raw: &str) -> Option<String> {
    if let Some(number) = plain_north_american(raw) {
        return Some(number);
    }
    let number = PHONE_NUMBER_UTIL.parse(raw, Some(Region::US)).ok()?;
    // Without an area code a number is somebody's, but nobody can say whose.
    if PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number) != Ok(NumberLengthType::IsPossible)
    {
        return None;
    }
    Some(
        PHONE_NUMBER_UTIL
            .format(&number, PhoneNumberFormat::E164)
            .into_owned(),
    )
}

/// The common case without the library: ten digits, or eleven from 1, with the usual
/// punctuation. Area codes start at 2, so nothing here is a national prefix.
fn plain_north_american(raw: &str) -> Option<String> {
    let mut digits = String::with_capacity(12);
    digits.push_str("+1");
    let mut rest = raw.trim();
    if let Some(after) = rest.strip_prefix("+1") {
        rest = after;
    } else if rest.len() == 11 || rest.starts_with("1-") || rest.starts_with("1 ") {
        rest = rest.strip_prefix('1')?;
    }
    for byte in rest.bytes() {
        match byte {
            b'0'..=b'9' => digits.push(char::from(byte)),
            b' ' | b'-' | b'.' | b'(' | b')' => {}
            _ => return None,
        }
    }
    let area = digits.as_bytes().get(2)?;
    (digits.len() == 12 && (b'2'..=b'9').contains(area)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        for (raw, expected) in [
            ("(214) 555-0142", Some("+12145550142")),
            ("+1 214.555.0142", Some("+12145550142")),
            ("1-214-555-0142", Some("+12145550142")),
            ("12145550142", Some("+12145550142")),
            ("2145550142", Some("+12145550142")),
            ("214-555-0142 ext. 7", Some("+12145550142")),
            ("+44 20 7946 0958", Some("+442079460958")),
            ("tel:+1-214-555-0142", Some("+12145550142")),
            ("555-0142", None),
            ("call me", None),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(e164(raw).as_deref(), expected, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_agrees_with_the_library(digits in "[2-9][0-9]{9}", style in 0..4usize) {
            let (a, b, c) = (&digits[..3], &digits[3..6], &digits[6..]);
            let raw = match style {
                0 => format!("({a}) {b}-{c}"),
                1 => format!("+1{digits}"),
                2 => format!("1-{a}-{b}-{c}"),
                _ => digits.clone(),
            };
            let number = PHONE_NUMBER_UTIL.parse(&raw, Some(Region::US)).unwrap();
            prop_assert!(PHONE_NUMBER_UTIL.is_possible_number(&number));
            let library = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
            prop_assert_eq!(plain_north_american(&raw), Some(library.into_owned()));
        }
    }
}
