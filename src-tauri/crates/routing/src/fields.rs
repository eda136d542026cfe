//! The one table of lead fields and operators. Reader, evaluator, editor, schema and docs all
//! take theirs from here, so the editor cannot offer what the engine refuses.

/// A fact of a lead that a test can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    FirstName,
    LastName,
    FullName,
    Email,
    EmailDomain,
    Phone,
    LeadSource,
    SourceType,
    Note,
    RefererUrl,
    RefererHost,
    Tags,
    ListingPrice,
    ListingMlsNumber,
    PostalCode,
    City,
    State,
    Country,
    Street,
    FullAddress,
    HasAssignees,
    CapturedDate,
    CapturedTime,
    CapturedWeekday,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    Text,
    Number,
    Set,
    Flag,
    Date,
    Time,
    Weekday,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Is,
    IsNot,
    IsAnyOf,
    IsNoneOf,
    Contains,
    NotContains,
    StartsWith,
    NotStartsWith,
    EndsWith,
    Matches,
    IsSet,
    IsNotSet,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Between,
    HasAny,
    HasAll,
    HasNone,
    IsEmpty,
    IsNotEmpty,
    IsTrue,
    IsFalse,
}

/// What an operator takes as its value for a field of some type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Text,
    /// A regular expression.
    Pattern,
    Texts,
    Number,
    NumberRange,
    DateRange,
    TimeRange,
    Weekdays,
}

/// One row of the field table.
#[derive(Debug)]
pub struct FieldRow {
    pub field: Field,
    /// As a book writes it.
    pub name: &'static str,
    pub kind: FieldType,
    /// As a person says it.
    pub words: &'static str,
}

macro_rules! fields {
    ($($field:ident $name:literal $kind:ident $words:literal)*) => {
        /// Every field, in the order editors show them.
        pub const FIELDS: &[FieldRow] = &[$(FieldRow { field: Field::$field, name: $name, kind: FieldType::$kind, words: $words }),*];

        impl Field {
            pub fn row(self) -> &'static FieldRow {
                match self {
                    $(Field::$field => &FieldRow { field: Field::$field, name: $name, kind: FieldType::$kind, words: $words },)*
                }
            }
        }
    };
}

fields! {
    LeadSource "lead_source" Text "source"
    Tags "tags" Set "tags"
    ListingPrice "listing.price" Number "price"
    PostalCode "address.postal_code" Text "ZIP"
    City "address.city" Text "city"
    State "address.state" Text "state"
    Country "address.country" Text "country"
    Street "address.street" Text "street"
    FullAddress "address.full" Text "full address"
    ListingMlsNumber "listing.mls_number" Text "MLS number"
    SourceType "source_type" Text "source type"
    RefererUrl "referer_url" Text "page address"
    RefererHost "referer_host" Text "web site"
    Note "note" Text "note"
    FirstName "first_name" Text "first name"
    LastName "last_name" Text "last name"
    FullName "full_name" Text "name"
    Email "email" Text "e-mail"
    EmailDomain "email_domain" Text "e-mail domain"
    Phone "phone" Text "phone"
    HasAssignees "has_assignees" Flag "agent named by the website"
    CapturedDate "captured.date" Date "date"
    CapturedTime "captured.time" Time "time"
    CapturedWeekday "captured.weekday" Weekday "day"
}

impl Field {
    pub fn name(self) -> &'static str {
        self.row().name
    }

    pub fn kind(self) -> FieldType {
        self.row().kind
    }

    pub fn words(self) -> &'static str {
        self.row().words
    }

    pub fn from_name(name: &str) -> Option<Field> {
        FIELDS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.field)
    }
}

impl FieldType {
    pub fn name(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Number => "number",
            FieldType::Set => "set",
            FieldType::Flag => "flag",
            FieldType::Date => "date",
            FieldType::Time => "time",
            FieldType::Weekday => "weekday",
        }
    }

    /// The legal operators of the type, each with what it takes, in the order editors show them.
    pub fn operators(self) -> &'static [(Op, Takes)] {
        match self {
            FieldType::Text => &[
                (Op::Is, Takes::Text),
                (Op::IsNot, Takes::Text),
                (Op::IsAnyOf, Takes::Texts),
                (Op::IsNoneOf, Takes::Texts),
                (Op::Contains, Takes::Text),
                (Op::NotContains, Takes::Text),
                (Op::StartsWith, Takes::Text),
                (Op::NotStartsWith, Takes::Text),
                (Op::EndsWith, Takes::Text),
                (Op::Matches, Takes::Pattern),
                (Op::IsSet, Takes::Nothing),
                (Op::IsNotSet, Takes::Nothing),
            ],
            FieldType::Number => &[
                (Op::Ge, Takes::Number),
                (Op::Le, Takes::Number),
                (Op::Between, Takes::NumberRange),
                (Op::Gt, Takes::Number),
                (Op::Lt, Takes::Number),
                (Op::Eq, Takes::Number),
                (Op::Ne, Takes::Number),
                (Op::IsSet, Takes::Nothing),
                (Op::IsNotSet, Takes::Nothing),
            ],
            FieldType::Set => &[
                (Op::HasAny, Takes::Texts),
                (Op::HasAll, Takes::Texts),
                (Op::HasNone, Takes::Texts),
                (Op::IsEmpty, Takes::Nothing),
                (Op::IsNotEmpty, Takes::Nothing),
            ],
            FieldType::Flag => &[(Op::IsTrue, Takes::Nothing), (Op::IsFalse, Takes::Nothing)],
            FieldType::Date => &[(Op::Between, Takes::DateRange)],
            FieldType::Time => &[(Op::Between, Takes::TimeRange)],
            FieldType::Weekday => &[(Op::IsAnyOf, Takes::Weekdays)],
        }
    }

    pub fn takes(self, op: Op) -> Option<Takes> {
        self.operators()
            .iter()
            .find(|(known, _)| *known == op)
            .map(|(_, takes)| *takes)
    }
}

macro_rules! ops {
    ($($op:ident $name:literal)*) => {
        /// Every operator with the name a book writes.
        pub const OPS: &[(Op, &str)] = &[$((Op::$op, $name)),*];

        impl Op {
            pub fn name(self) -> &'static str {
                match self { $(Op::$op => $name),* }
            }

            pub fn from_name(name: &str) -> Option<Op> {
                match name { $($name => Some(Op::$op),)* _ => None }
            }
        }
    };
}

ops! {
    Is "is"
    IsNot "is_not"
    IsAnyOf "is_any_of"
    IsNoneOf "is_none_of"
    Contains "contains"
    NotContains "not_contains"
    StartsWith "starts_with"
    NotStartsWith "not_starts_with"
    EndsWith "ends_with"
    Matches "matches"
    IsSet "is_set"
    IsNotSet "is_not_set"
    Eq "eq"
    Ne "ne"
    Lt "lt"
    Le "le"
    Gt "gt"
    Ge "ge"
    Between "between"
    HasAny "has_any"
    HasAll "has_all"
    HasNone "has_none"
    IsEmpty "is_empty"
    IsNotEmpty "is_not_empty"
    IsTrue "is_true"
    IsFalse "is_false"
}

impl Op {
    /// Between a field's words and its value, as a person says it: `price` `is at least` `1,000`.
    pub fn words(self, kind: FieldType) -> &'static str {
        match self {
            Op::Is => "is",
            Op::IsNot => "is not",
            Op::IsAnyOf if kind == FieldType::Weekday => "is",
            Op::IsAnyOf => "is one of",
            Op::IsNoneOf => "is none of",
            Op::Contains => "contains",
            Op::NotContains => "does not contain",
            Op::StartsWith => "starts with",
            Op::NotStartsWith => "does not start with",
            Op::EndsWith => "ends with",
            Op::Matches => "matches",
            Op::IsSet => "is given",
            Op::IsNotSet => "is missing",
            Op::Eq => "is exactly",
            Op::Ne => "is not",
            Op::Lt => "is below",
            Op::Le => "is at most",
            Op::Gt => "is above",
            Op::Ge => "is at least",
            Op::Between => "is between",
            Op::HasAny => "include any of",
            Op::HasAll => "include all of",
            Op::HasNone => "include none of",
            Op::IsEmpty => "are empty",
            Op::IsNotEmpty => "are not empty",
            Op::IsTrue => "is there",
            Op::IsFalse => "is not there",
        }
    }

    /// The positive twin a negative operator is exactly the negation of.
    pub fn negates(self) -> Option<Op> {
        match self {
            Op::IsNot => Some(Op::Is),
            Op::IsNoneOf => Some(Op::IsAnyOf),
            Op::NotContains => Some(Op::Contains),
            Op::NotStartsWith => Some(Op::StartsWith),
            Op::IsNotSet => Some(Op::IsSet),
            Op::Ne => Some(Op::Eq),
            Op::HasNone => Some(Op::HasAny),
            Op::IsNotEmpty => Some(Op::IsEmpty),
            Op::IsFalse => Some(Op::IsTrue),
            _ => None,
        }
    }
}
