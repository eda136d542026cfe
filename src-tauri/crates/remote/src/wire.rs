//! What Rechat says on the wire, read with the tolerance its own documents call for: numbers in
//! strings, times as fractions, null names, a parent as an id or as a whole brand. Only what is
//! needed is read; other keys are passed over. What was read can be written as it came.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// `{code, data, info}`; `info` comes with lists.
#[derive(Debug, Deserialize)]
pub struct Envelope<T> {
    pub data: T,
    #[serde(default = "none")]
    pub info: Option<Info>,
}

fn none<T>() -> Option<T> {
    None
}

#[derive(Debug, Deserialize)]
pub struct Info {
    /// All rows that match, not only those of this page.
    #[serde(default, deserialize_with = "whole")]
    pub total: Option<u64>,
}

/// `{code, message}`, with more in some errors.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Failure {
    pub code: Option<String>,
    pub message: Option<String>,
    pub http: Option<f64>,
}

/// A node of the tree; its `id` is an account's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brand {
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub brand_type: Option<String>,
    #[serde(default)]
    pub parent: Option<Parent>,
    #[serde(default)]
    pub deleted_at: Option<f64>,
}

/// An association is an id unless it was expanded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Parent {
    Id(String),
    Brand(Box<Brand>),
}

/// By hand: an untagged enum would keep a copy of every brand before reading it, and a large
/// brokerage sends one with every user.
impl<'de> Deserialize<'de> for Parent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Parent, D::Error> {
        from.deserialize_any(ParentVisitor)
    }
}

struct ParentVisitor;

impl<'de> Visitor<'de> for ParentVisitor {
    type Value = Parent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or a brand")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Parent, E> {
        Ok(Parent::Id(id.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, brand: A) -> Result<Parent, A::Error> {
        let brand = Brand::deserialize(MapAccessDeserializer::new(brand))?;
        Ok(Parent::Brand(Box::new(brand)))
    }
}

impl Parent {
    pub fn id(&self) -> &str {
        match self {
            Parent::Id(id) => id,
            Parent::Brand(brand) => &brand.id,
        }
    }
}

/// A membership: its own `id` is not the user's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserRow {
    pub user: User,
    #[serde(default)]
    pub brands: Vec<Brand>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    pub id: String,
    #[serde(default)]
    pub first_name: Option<String>,
    #[serde(default)]
    pub last_name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone_number: Option<String>,
    #[serde(default)]
    pub user_status: Option<String>,
    #[serde(default)]
    pub fake_email: Option<bool>,
    #[serde(default)]
    pub agents: Option<Vec<AgentRecord>>,
    #[serde(default)]
    pub brand: Option<Parent>,
    #[serde(default)]
    pub deleted_at: Option<f64>,
}

impl User {
    /// Whether Rechat says that this person does not work here now.
    pub fn is_gone(&self) -> bool {
        let status = self.user_status.as_deref().unwrap_or("Active");
        self.deleted_at.is_some() || !status.eq_ignore_ascii_case("active")
    }
}

/// An agent as an MLS knows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgentRecord {
    #[serde(default)]
    pub mls: Option<String>,
    #[serde(default, alias = "mls_id", deserialize_with = "word")]
    pub mlsid: Option<String>,
}

/// A route of the Lead Routing screen, without its rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadChannel {
    pub id: String,
    #[serde(deserialize_with = "id_of")]
    pub brand: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub is_default: Option<bool>,
    #[serde(default)]
    pub mls: Option<Vec<String>>,
    #[serde(default, deserialize_with = "whole")]
    pub rules_count: Option<u64>,
    /// Unix seconds; the version a guarded write names.
    #[serde(default)]
    pub updated_at: Option<f64>,
    #[serde(default)]
    pub deleted_at: Option<f64>,
}

impl LeadChannel {
    /// As Rechat's own plugin shows it: the name, else the title.
    pub fn shown_name(&self) -> Option<&str> {
        self.name.as_deref().or(self.title.as_deref())
    }
}

/// The rules of a channel as they came, and what else decides beside them.
#[derive(Debug, Deserialize)]
pub struct Rules<'t> {
    #[serde(borrow)]
    pub data: &'t RawValue,
    #[serde(borrow)]
    pub info: Option<RulesInfo<'t>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RulesInfo<'t> {
    pub updated_at: Option<f64>,
    #[serde(borrow)]
    pub policies: Option<&'t RawValue>,
    #[serde(borrow)]
    pub fallback: Option<&'t RawValue>,
    #[serde(borrow)]
    pub time_zone: Option<&'t RawValue>,
    #[serde(borrow)]
    pub follow_up: Option<&'t RawValue>,
}

/// What a token call answers.
#[derive(Debug, Deserialize)]
pub struct TokenReply {
    pub access_token: String,
    #[serde(default)]
    pub refresh_token: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub expires_in: Option<u64>,
    #[serde(default)]
    pub brand: Option<Parent>,
}

/// What a token call answers when it fails: OAuth's words or Rechat's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TokenFailure {
    pub error: Option<String>,
    pub code: Option<String>,
}

/// What may be written of a channel; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelBody<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'t, str>>,
    /// `Some(None)` takes the name away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Option<Cow<'t, str>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mls: Option<Option<Cow<'t, [String]>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Cow<'t, str>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Number(f64),
    Text(String),
    Null(()),
}

/// A whole number, also as text.
fn whole<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    let number = match Loose::deserialize(from)? {
        Loose::Null(()) => return Ok(None),
        Loose::Number(number) => number,
        Loose::Text(text) => text
            .trim()
            .parse()
            .map_err(|_| D::Error::custom("a whole number, found other text"))?,
    };
    if number.fract() == 0.0 && (0.0..9e15).contains(&number) {
        Ok(Some(number as u64))
    } else {
        Err(D::Error::custom("a whole number, found another"))
    }
}

/// A text, also as a bare number.
fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Loose::deserialize(from)? {
        Loose::Null(()) => None,
        Loose::Number(number) => Some(routing::json::number_text(number)),
        Loose::Text(text) => Some(text),
    })
}

fn id_of<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Parent::deserialize(from)? {
        Parent::Id(id) => id,
        Parent::Brand(brand) => brand.id,
    })
}
