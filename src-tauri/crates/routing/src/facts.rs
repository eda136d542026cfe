//! What a lead says: the payload of a capture, in any shape Rechat has documented, read into
//! facts that conditions can test.
//!
//! Reading never fails. What cannot be read is missing *and* a [`Problem`]; keys that no fact
//! reads are listed, so that a form's typo shows up here and not as a lost sale.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use chrono_tz::Tz;

use crate::fields::Field;
use crate::fold::fold;
use crate::json::{Node, number_text};
use crate::phone;
use crate::problem::{Problem, did_you_mean};

/// The facts of one lead, as its channel sees them.
#[derive(Debug)]
pub struct Facts<'a> {
    texts: Vec<(Field, Text<'a>)>,
    pub tags: Vec<Text<'a>>,
    pub price: Option<f64>,
    /// `captured_at` in the channel's time zone; it stays there however the clock moves later.
    pub captured: NaiveDateTime,
    /// In the order the payload names them; those without any key are here too.
    pub assignees: Vec<Assignee<'a>>,
    /// The phone as E.164, where it can be read.
    pub e164: Option<String>,
    pub problems: Vec<Problem>,
    /// Paths of payload keys that nothing reads and Rechat documents nowhere.
    pub ignored: Vec<String>,
}

/// A text fact: trimmed, never blank.
#[derive(Debug)]
pub struct Text<'a> {
    raw: Cow<'a, str>,
    folded: OnceCell<Box<str>>,
}

impl<'a> Text<'a> {
    fn new(raw: Cow<'a, str>) -> Self {
        Text {
            raw,
            folded: OnceCell::new(),
        }
    }

    /// As it was sent.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// As it compares.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(&self.raw).into())
    }
}

/// An agent that the web site named, by one or more keys; blank keys are `None`.
#[derive(Debug, Default)]
pub struct Assignee<'a> {
    pub place: String,
    pub email: Option<Cow<'a, str>>,
    pub phone: Option<Cow<'a, str>>,
    /// The key that `phone` stood under.
    pub phone_key: &'static str,
    pub name: Option<String>,
    pub mls_id: Option<Cow<'a, str>>,
    /// The board that `mls_id` is of, where it is said.
    pub mls: Option<Cow<'a, str>>,
}

impl Assignee<'_> {
    fn has_key(&self) -> bool {
        self.email.is_some() || self.phone.is_some() || self.name.is_some() || self.mls_id.is_some()
    }
}

impl<'a> Facts<'a> {
    /// Reads `payload`; `zone` is the channel's.
    pub fn read(payload: &'a Node<'a>, captured_at: DateTime<FixedOffset>, zone: Tz) -> Facts<'a> {
        let mut reader = Reader {
            problems: Vec::new(),
            ignored: Vec::new(),
        };
        reader.facts(payload, captured_at.with_timezone(&zone).naive_local())
    }

    pub fn text(&self, field: Field) -> Option<&Text<'a>> {
        self.texts
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, text)| text)
    }

    /// At least one assignee with a key that is not blank.
    pub fn has_assignees(&self) -> bool {
        self.assignees.iter().any(Assignee::has_key)
    }

    /// The sender's e-mail as returning leads compare it.
    pub fn email_key(&self) -> Option<String> {
        self.text(Field::Email)
            .map(|email| email.raw().to_lowercase())
    }
}

/// A postal code as facts and the values they are compared with are both read: upper case, and
/// the five digits of a ZIP+4.
pub fn postal_code(text: &str) -> String {
    let code = text.trim().to_uppercase();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match (code.get(..5), code.get(5..)) {
        (Some(five), Some(rest)) if digits(five) => {
            let plus_four = rest.strip_prefix('-').unwrap_or(rest);
            if plus_four.len() == 4 && digits(plus_four) {
                five.to_owned()
            } else {
                code
            }
        }
        _ => code,
    }
}

/// The body of a signed-in capture (`POST /leads`) wraps the payload as `lead` beside `metadata`.
/// Answers the payload, its place and the channel the metadata names.
pub fn unwrap_capture<'n, 'a>(body: &'n Node<'a>) -> (&'n Node<'a>, &'static str, Option<&'n str>) {
    match (body.get("metadata"), body.get("lead")) {
        (Some(metadata @ Node::Object(_)), Some(lead @ Node::Object(_))) => (
            lead,
            INSIDE_CAPTURE,
            metadata.get("lead_channel").and_then(Node::as_text),
        ),
        _ => (body, "payload", None),
    }
}

/// The place of a payload that a signed-in capture wraps.
const INSIDE_CAPTURE: &str = "payload.lead";

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

struct Reader {
    problems: Vec<Problem>,
    ignored: Vec<String>,
}

impl Reader {
    fn facts<'a>(&mut self, body: &'a Node<'a>, captured: NaiveDateTime) -> Facts<'a> {
        let (payload, root, _) = unwrap_capture(body);
        self.unread_keys(payload, root, PAYLOAD_KEYS);
        if root == INSIDE_CAPTURE {
            self.unread_keys(body, "payload", CAPTURE_KEYS);
            if let Some(metadata) = body.get("metadata") {
                self.unread_keys(metadata, "payload.metadata", METADATA_KEYS);
            }
        }

        let mut texts = Vec::with_capacity(16);
        let mut put = |field, text: Option<Cow<'a, str>>| {
            if let Some(text) = text {
                texts.push((field, Text::new(text)));
            }
        };
        for (field, key) in [
            (Field::LeadSource, "lead_source"),
            (Field::SourceType, "source_type"),
            (Field::Note, "note"),
        ] {
            put(field, self.text(payload, key, root));
        }
        let first = self.text(payload, "first_name", root);
        let last = self.text(payload, "last_name", root);
        put(
            Field::FullName,
            joined([first.as_deref(), last.as_deref()]).map(Cow::Owned),
        );
        put(Field::FirstName, first);
        put(Field::LastName, last);

        let email = self.text(payload, "email", root);
        put(
            Field::EmailDomain,
            email.as_deref().and_then(email_domain).map(Cow::Owned),
        );
        put(Field::Email, email);

        let (phone, e164) = self.phone(payload, root);
        put(Field::Phone, phone);

        let referer = self.text(payload, "referer_url", root);
        put(
            Field::RefererHost,
            referer.as_deref().and_then(referer_host).map(Cow::Owned),
        );
        put(Field::RefererUrl, referer);

        let listing = self.object(payload, "listing", root);
        let listing_place = format!("{root}.listing");
        let mut price = None;
        let mut mls_number = None;
        let mut listing_address = None;
        let property_place = format!("{listing_place}.property");
        if let Some(listing) = listing {
            self.unread_keys(listing, &listing_place, LISTING_KEYS);
            price = self.price(listing, &listing_place);
            mls_number = self.text(listing, "mls_number", &listing_place);
            if let Some(property) = self.object(listing, "property", &listing_place) {
                self.unread_keys(property, &property_place, PROPERTY_KEYS);
                listing_address = self.object(property, "address", &property_place);
            }
        }
        put(
            Field::ListingMlsNumber,
            mls_number.or_else(|| self.text(payload, "mlsid", root)),
        );

        let own = payload.get("address").filter(|node| !node.is_null());
        let (address, place) = match (listing_address, own) {
            (Some(address), _) => (Some(address), format!("{property_place}.address")),
            (None, Some(own @ Node::Object(_))) => (Some(own), format!("{root}.address")),
            _ => (None, String::new()),
        };
        let mut full = None;
        if let Some(address) = address {
            self.unread_keys(address, &place, ADDRESS_KEYS);
            let code = self.postal(address, "postal_code", &place);
            put(
                Field::PostalCode,
                code.or_else(|| self.postal(address, "postcode", &place)),
            );
            put(Field::City, self.text(address, "city", &place));
            let state = self.text(address, "state_code", &place);
            put(
                Field::State,
                state.or_else(|| self.text(address, "state", &place)),
            );
            put(Field::Country, self.text(address, "country", &place));
            put(Field::Street, self.street(address, &place));
            full = self.text(address, "full_address", &place);
            full = full.or_else(|| self.text(address, "full", &place));
        }
        if !matches!(own, Some(Node::Object(_))) {
            let own_text = self.text(payload, "address", root);
            full = full.or(own_text);
        }
        put(Field::FullAddress, full);

        let tags = self.tags(payload, root);
        let assignees = self.assignees(payload, root);
        Facts {
            texts,
            tags,
            price,
            captured,
            assignees,
            e164,
            problems: std::mem::take(&mut self.problems),
            ignored: std::mem::take(&mut self.ignored),
        }
    }

    /// The text under `key`: trimmed, numbers as text, blank and null as missing.
    fn text<'a>(&mut self, of: &'a Node<'a>, key: &str, place: &str) -> Option<Cow<'a, str>> {
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

    fn object<'a>(&mut self, of: &'a Node<'a>, key: &str, place: &str) -> Option<&'a Node<'a>> {
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
    fn phone<'a>(
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

    fn postal<'a>(
        &mut self,
        address: &'a Node<'a>,
        key: &str,
        place: &str,
    ) -> Option<Cow<'a, str>> {
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

    fn street<'a>(&mut self, address: &'a Node<'a>, place: &str) -> Option<Cow<'a, str>> {
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
    fn tags<'a>(&mut self, payload: &'a Node<'a>, root: &str) -> Vec<Text<'a>> {
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
            for tag in found.into_iter().map(Text::new) {
                if !tags.iter().any(|known| known.folded() == tag.folded()) {
                    tags.push(tag);
                }
            }
        }
        tags
    }

    fn tag_items<'a>(&mut self, items: &'a [Node<'a>], place: &str) -> Vec<Cow<'a, str>> {
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

    fn assignees<'a>(&mut self, payload: &'a Node<'a>, root: &str) -> Vec<Assignee<'a>> {
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

    fn assignee<'a>(&mut self, node: &'a Node<'a>, place: String) -> Assignee<'a> {
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
