//! The reading of a payload: each fact from the keys that Rechat's documents and its public
//! clients have used for it.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::{Assignee, Facts, INSIDE_CAPTURE, Text, postal_code, unwrap_capture};
use crate::fields::Field;
use crate::json::{Node, number_text};
use crate::phone;
use crate::problem::{Problem, did_you_mean};

const PAYLOAD_KEYS: &[&str] = &[
    "first_name",
    "last_name",
    "email",
    "phone_number",
    "phone",
    "tag",
    "tags",
    "lead_source",
    "source_type",
    "note",
    "referer_url",
    "listing",
    "assignees",
    "address",
    "mlsid",
    "agent_mlsid",
    "listing_id",
    "metadata",
    // Where a sender has no `metadata` to put them in.
    "lead_channel",
    "user_id",
    "brand_id",
    "ad_campaign_id",
    "email_campaign_id",
    "email_campaign_email_id",
];
/// A signed-in capture, around its payload.
const CAPTURE_KEYS: &[&str] = &["metadata", "lead"];
/// What a capture may be attributed to besides its channel: documented, read by no fact.
const METADATA_KEYS: &[&str] = &[
    "lead_channel",
    "user_id",
    "brand_id",
    "ad_campaign_id",
    "email_campaign_id",
    "email_campaign_email_id",
];
const LISTING_KEYS: &[&str] = &[
    "price",
    "mls_number",
    "cover_image_url",
    "property",
    "mls",
    "url",
    "id",
];
const PROPERTY_KEYS: &[&str] = &["address"];
const ADDRESS_KEYS: &[&str] = &[
    "street_number",
    "street_dir_prefix",
    "street_name",
    "street_suffix",
    "street_dir_suffix",
    "unit_number",
    "city",
    "state_code",
    "postal_code",
    "country",
    "direction",
    "street_address",
    "full_address",
    "state",
    "postcode",
    "line1",
    "line2",
    "full",
    // The older standardised address.
    "building",
    "house_num",
    "predir",
    "qual",
    "pretype",
    "name",
    "suftype",
    "sufdir",
    "ruralroute",
    "extra",
    "county",
    "box",
    "unit",
];
const STREET_PARTS: &[&str] = &[
    "street_number",
    "street_dir_prefix",
    "street_name",
    "street_suffix",
    "street_dir_suffix",
    "unit_number",
];
const ASSIGNEE_KEYS: &[&str] = &[
    "email",
    "phone_number",
    "phone",
    "first_name",
    "last_name",
    "mls",
    "mls_id",
    "mlsid",
];
/// Keys real senders use for something Rechat names otherwise.
const MISNAMED: &[(&str, &str)] = &[
    ("agent_emails", "assignees"),
    ("agent_email", "assignees"),
    ("agent", "assignees"),
    ("assignee", "assignees"),
    ("assignee_email", "assignees"),
    ("price", "listing.price"),
    ("mls_number", "listing.mls_number"),
    ("zip", "listing.property.address.postal_code"),
    ("zipcode", "listing.property.address.postal_code"),
    ("zip_code", "listing.property.address.postal_code"),
    ("postal_code", "listing.property.address.postal_code"),
    ("city", "listing.property.address.city"),
    ("state", "listing.property.address.state_code"),
    ("message", "note"),
    ("comments", "note"),
    ("source", "lead_source"),
    ("url", "referer_url"),
];

/// Reads `payload`; `captured` is local to the channel.
pub(super) fn facts<'a>(body: &'a Node<'a>, captured: NaiveDateTime) -> Facts<'a> {
    let (payload, root, _) = unwrap_capture(body);
    let mut reader = Reader::default();
    reader.unread_keys(payload, root, PAYLOAD_KEYS);
    if root == INSIDE_CAPTURE {
        reader.unread_keys(body, "payload", CAPTURE_KEYS);
        if let Some(metadata) = body.get("metadata") {
            reader.unread_keys(metadata, "payload.metadata", METADATA_KEYS);
        }
    }
    reader.source(payload, root);
    reader.person(payload, root);
    reader.listing(payload, root);
    let tags = reader.tags(payload, root);
    let assignees = reader.assignees(payload, root);
    Facts {
        texts: reader.texts,
        tags,
        price: reader.price,
        captured,
        assignees,
        e164: reader.e164,
        problems: reader.problems,
        ignored: reader.ignored,
    }
}

#[derive(Default)]
struct Reader<'a> {
    texts: Vec<(Field, Text<'a>)>,
    price: Option<f64>,
    e164: Option<String>,
    problems: Vec<Problem>,
    ignored: Vec<String>,
}

impl<'a> Reader<'a> {
    fn person(&mut self, payload: &'a Node<'a>, root: &str) {
        let first = self.text(payload, "first_name", root);
        let last = self.text(payload, "last_name", root);
        let full = joined([first.as_deref(), last.as_deref()]);
        self.put(Field::FullName, full.map(Cow::Owned));
        self.put(Field::FirstName, first);
        self.put(Field::LastName, last);

        let email = self.text(payload, "email", root);
        let domain = email.as_deref().and_then(email_domain);
        self.put(Field::EmailDomain, domain.map(Cow::Owned));
        self.put(Field::Email, email);

        let (phone, e164) = self.phone(payload, root);
        self.put(Field::Phone, phone);
        self.e164 = e164;
    }

    fn source(&mut self, payload: &'a Node<'a>, root: &str) {
        for (field, key) in [
            (Field::LeadSource, "lead_source"),
            (Field::SourceType, "source_type"),
            (Field::Note, "note"),
        ] {
            let text = self.text(payload, key, root);
            self.put(field, text);
        }
        let referer = self.text(payload, "referer_url", root);
        let host = referer.as_deref().and_then(referer_host);
        self.put(Field::RefererHost, host.map(Cow::Owned));
        self.put(Field::RefererUrl, referer);
    }

    fn listing(&mut self, payload: &'a Node<'a>, root: &str) {
        let place = format!("{root}.listing");
        let property_place = format!("{place}.property");
        let mut mls_number = None;
        let mut address = None;
        if let Some(listing) = self.object(payload, "listing", root) {
            self.unread_keys(listing, &place, LISTING_KEYS);
            self.price = self.price(listing, &place);
            mls_number = self.text(listing, "mls_number", &place);
            if let Some(property) = self.object(listing, "property", &place) {
                self.unread_keys(property, &property_place, PROPERTY_KEYS);
                address = self.object(property, "address", &property_place);
            }
        }
        let mls_number = mls_number.or_else(|| self.text(payload, "mlsid", root));
        self.put(Field::ListingMlsNumber, mls_number);

        // The payload's own address counts as a whole or, as a text, for the full one.
        let own = payload.get("address").filter(|node| !node.is_null());
        let full = match (address, own) {
            (Some(address), _) => self.address(address, &format!("{property_place}.address")),
            (None, Some(own @ Node::Object(_))) => self.address(own, &format!("{root}.address")),
            _ => None,
        };
        let own_text = match own {
            Some(Node::Object(_)) => None,
            _ => self.text(payload, "address", root),
        };
        self.put(Field::FullAddress, full.or(own_text));
    }

    /// Reads an address and answers its full text, if it has one.
    fn address(&mut self, address: &'a Node<'a>, place: &str) -> Option<Cow<'a, str>> {
        self.unread_keys(address, place, ADDRESS_KEYS);
        let code = self.postal(address, "postal_code", place);
        let code = code.or_else(|| self.postal(address, "postcode", place));
        self.put(Field::PostalCode, code);
        let city = self.text(address, "city", place);
        self.put(Field::City, city);
        let state = self.text(address, "state_code", place);
        let state = state.or_else(|| self.text(address, "state", place));
        self.put(Field::State, state);
        let country = self.text(address, "country", place);
        self.put(Field::Country, country);
        let street = self.street(address, place);
        self.put(Field::Street, street);
        let full = self.text(address, "full_address", place);
        full.or_else(|| self.text(address, "full", place))
    }

    fn put(&mut self, field: Field, text: Option<Cow<'a, str>>) {
        self.texts.extend(text.map(|text| (field, Text::new(text))));
    }

    /// The text under `key`: trimmed, numbers as text, blank and null as missing.
    fn text(&mut self, of: &'a Node<'a>, key: &str, place: &str) -> Option<Cow<'a, str>> {
        match of.get(key)? {
            Node::Null => None,
            Node::Text(text) => trimmed(text),
            other => {
                let number = digits(other);
                if number.is_none() {
                    self.unreadable("not_text", place, key, other, "a text");
                }
                number
            }
        }
    }

    fn object(&mut self, of: &'a Node<'a>, key: &str, place: &str) -> Option<&'a Node<'a>> {
        match of.get(key)? {
            Node::Null => None,
            object @ Node::Object(_) => Some(object),
            Node::Text(text) if text.trim().is_empty() => None,
            other => {
                self.unreadable("not_an_object", place, key, other, "an object");
                None
            }
        }
    }

    fn unreadable(&mut self, code: &'static str, place: &str, key: &str, got: &Node, want: &str) {
        let message = format!("{key} is {}, not {want}: read as missing", got.kind());
        self.problems
            .push(Problem::new(code, format!("{place}.{key}"), message));
    }

    /// The first of the two keys that is not blank decides, even when it cannot be read.
    fn phone(
        &mut self,
        payload: &'a Node<'a>,
        place: &str,
    ) -> (Option<Cow<'a, str>>, Option<String>) {
        for key in ["phone_number", "phone"] {
            if let Some(raw) = self.text(payload, key, place) {
                return match phone::e164(&raw) {
                    Some(e164) => (Some(Cow::Owned(e164.clone())), Some(e164)),
                    None => {
                        self.problems
                            .push(unreadable_phone(&format!("{place}.{key}")));
                        (Some(raw), None)
                    }
                };
            }
        }
        (None, None)
    }

    fn price(&mut self, listing: &Node, place: &str) -> Option<f64> {
        let node = listing.get("price")?;
        let price = match node {
            Node::Null => return None,
            Node::Text(text) if text.trim().is_empty() => return None,
            Node::Text(text) => plain_decimal(text),
            other => other.as_number(),
        };
        if price.is_none() {
            let shown = match node {
                Node::Text(text) => format!("{:?}", shortened(text.trim())),
                other => other.kind().to_owned(),
            };
            let message = format!("price is {shown}, not a number: read as missing");
            self.problems.push(
                Problem::new("unreadable_price", format!("{place}.price"), message)
                    .help("send digits, such as 1250000 or \"$1,250,000\""),
            );
        }
        price
    }

    fn postal(&mut self, address: &'a Node<'a>, key: &str, place: &str) -> Option<Cow<'a, str>> {
        // A number lost the zeros that New England's codes start with.
        if let Some(number) = address.get(key).and_then(Node::as_number)
            && number.fract() == 0.0
            && (0.0..10_000.0).contains(&number)
        {
            return Some(Cow::Owned(format!("{:05}", number as u32)));
        }
        self.text(address, key, place)
            .map(|text| Cow::Owned(postal_code(&text)))
    }

    fn street(&mut self, address: &'a Node<'a>, place: &str) -> Option<Cow<'a, str>> {
        let whole = self.text(address, "street_address", place);
        let whole = whole.or_else(|| self.text(address, "line1", place));
        whole.or_else(|| {
            let parts: Vec<_> = STREET_PARTS
                .iter()
                .map(|key| self.text(address, key, place))
                .collect();
            joined(parts.iter().map(Option::as_deref)).map(Cow::Owned)
        })
    }

    /// The union of `tag` and `tags`, in that order, each once however it is spelled.
    fn tags(&mut self, payload: &'a Node<'a>, root: &str) -> Vec<Text<'a>> {
        let mut tags: Vec<Text<'a>> = Vec::new();
        for key in ["tag", "tags"] {
            let Some(node) = payload.get(key) else {
                continue;
            };
            let place = format!("{root}.{key}");
            let found = match node {
                Node::List(items) => self.tag_items(items, &place),
                Node::Text(text) => match Node::parse(text) {
                    Ok(Node::List(items)) => self.owned_tag_items(items, &place),
                    _ => text.split(',').filter_map(trimmed).collect(),
                },
                _ => self.text(payload, key, root).into_iter().collect(),
            };
            tags.extend(found.into_iter().map(Text::new));
        }
        each_once(tags)
    }

    fn tag_items<'t>(&mut self, items: &'t [Node<'t>], place: &str) -> Vec<Cow<'t, str>> {
        let mut tags = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Node::Null => {}
                Node::Text(text) => tags.extend(trimmed(text)),
                other => match digits(other) {
                    Some(number) => tags.push(number),
                    None => self.problems.push(Problem::new(
                        "not_text",
                        format!("{place}[{index}]"),
                        format!("a tag is {}, not a text: left out", other.kind()),
                    )),
                },
            }
        }
        tags
    }

    /// The same for a list that was sent as text, so that nothing outlives it.
    fn owned_tag_items(&mut self, items: Vec<Node<'_>>, place: &str) -> Vec<Cow<'static, str>> {
        let tags = self.tag_items(&items, place);
        tags.into_iter()
            .map(|tag| Cow::Owned(tag.into_owned()))
            .collect()
    }

    fn assignees(&mut self, payload: &'a Node<'a>, root: &str) -> Vec<Assignee<'a>> {
        let place = format!("{root}.assignees");
        let mut assignees = Vec::new();
        match payload.get("assignees") {
            None | Some(Node::Null) => {}
            Some(Node::Text(text)) if text.trim().is_empty() => {}
            Some(one @ Node::Object(_)) => assignees.push(self.assignee(one, place)),
            Some(Node::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let place = format!("{place}[{index}]");
                    match item {
                        Node::Object(_) => assignees.push(self.assignee(item, place)),
                        other => {
                            let message =
                                format!("an assignee is {}, not an object: left out", other.kind());
                            self.problems
                                .push(Problem::new("not_an_object", place, message));
                        }
                    }
                }
            }
            Some(other) => self.unreadable("not_a_list", root, "assignees", other, "a list"),
        }
        if let Some(mls_id) = self.text(payload, "agent_mlsid", root) {
            let place = format!("{root}.agent_mlsid");
            assignees.push(Assignee {
                place,
                mls_id: Some(mls_id),
                ..Assignee::default()
            });
        }
        assignees
    }

    fn assignee(&mut self, node: &'a Node<'a>, place: String) -> Assignee<'a> {
        self.unread_keys(node, &place, ASSIGNEE_KEYS);
        let first = self.text(node, "first_name", &place);
        let last = self.text(node, "last_name", &place);
        let phone = ["phone_number", "phone"]
            .into_iter()
            .find_map(|key| Some((key, self.text(node, key, &place)?)));
        let (phone_key, phone) = phone.unzip();
        let mls_id = self.text(node, "mls_id", &place);
        Assignee {
            email: self.text(node, "email", &place),
            phone,
            phone_key: phone_key.unwrap_or_default(),
            name: joined([first.as_deref(), last.as_deref()]),
            mls_id: mls_id.or_else(|| self.text(node, "mlsid", &place)),
            mls: self.text(node, "mls", &place),
            place,
        }
    }

    fn unread_keys(&mut self, object: &Node, place: &str, known: &[&str]) {
        for (key, _) in object.as_object().unwrap_or_default() {
            if known.contains(&key.as_ref()) {
                continue;
            }
            let inside = place.strip_prefix("payload").unwrap_or(place);
            let path = format!("{inside}.{key}").trim_start_matches('.').to_owned();
            let misnamed = MISNAMED
                .iter()
                .find(|(wrong, _)| key.eq_ignore_ascii_case(wrong));
            let meant = misnamed
                .map(|(_, right)| *right)
                .or_else(|| did_you_mean(key, known.iter().copied()));
            if let Some(meant) = meant {
                let message = format!("nothing reads {key:?}");
                self.problems.push(
                    Problem::new("ignored_key", format!("{place}.{key}"), message)
                        .help(format!("did you mean `{meant}`?")),
                );
            }
            self.ignored.push(path);
        }
    }
}

/// A phone that stays as it was sent. The number itself is nobody's business but the lead's.
pub(crate) fn unreadable_phone(place: &str) -> Problem {
    Problem::new(
        "unreadable_phone",
        place,
        "the phone number cannot be read as one",
    )
    .help("send ten digits, or + and the country code")
}

/// Whoever sends a lead decides how many tags it has, so they are not compared one with another.
fn each_once(mut tags: Vec<Text<'_>>) -> Vec<Text<'_>> {
    if tags.len() > 1 {
        let mut known = HashSet::with_capacity(tags.len());
        let first: Vec<bool> = tags.iter().map(|tag| known.insert(tag.folded())).collect();
        let mut first = first.into_iter();
        tags.retain(|_| first.next().unwrap_or(true));
    }
    tags
}

fn trimmed<'a>(text: &'a (impl AsRef<str> + ?Sized)) -> Option<Cow<'a, str>> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// A number as text, with all the digits it was sent with.
fn digits(node: &Node) -> Option<Cow<'static, str>> {
    match node {
        Node::Int(n) => Some(Cow::Owned(n.to_string())),
        Node::Uint(n) => Some(Cow::Owned(n.to_string())),
        Node::Float(n) => Some(Cow::Owned(number_text(*n))),
        _ => None,
    }
}

fn joined<'t>(parts: impl IntoIterator<Item = Option<&'t str>>) -> Option<String> {
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn email_domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    trimmed(domain).map(Cow::into_owned)
}

fn referer_host(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?;
    trimmed(host.strip_prefix("www.").unwrap_or(host)).map(Cow::into_owned)
}

/// `$1,250,000.50` and the like; no exponents, no words.
fn plain_decimal(text: &str) -> Option<f64> {
    let bare: String = text
        .chars()
        .filter(|c| !matches!(c, '$' | ',') && !c.is_whitespace())
        .collect();
    let unsigned = bare.strip_prefix('-').unwrap_or(&bare);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    bare.parse().ok().filter(|price: &f64| price.is_finite())
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
