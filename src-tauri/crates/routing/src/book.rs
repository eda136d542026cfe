//! The book: one brokerage's whole routing configuration as plain data.
//!
//! These types say what can be configured and nothing about how it runs. [`read`](Book::read) turns
//! JSON text into a book or into every problem it has; [`write`](Book::write) is canonical, so
//! the same book always gives the same bytes. A `Book` built by other means (from the mirror)
//! should pass [`Book::check`].

mod check;
mod codes;
mod named;
mod read;
mod write;

use chrono::NaiveDate;
pub use codes::{CODES, Code};
pub use read::{
    read_action, read_channel, read_condition, read_fallback, read_follow_ups, read_rule,
};
pub use write::{action_json, condition_json, fallback_json, follow_ups_json};

use crate::fields::{Field, Op};

/// What `format` says in every book.
pub const FORMAT: &str = "switchyard.book";
/// The version this engine reads and writes.
pub const VERSION: u32 = 1;
/// The shape of a book as JSON Schema, for editors and for programs that write books.
pub const BOOK_SCHEMA: &str = include_str!("../schema/book.schema.json");
/// Largest book text accepted, in bytes.
pub const MAX_BOOK_BYTES: usize = 64 << 20;
/// Most problems listed for one document; the rest are counted.
pub const MAX_PROBLEMS: usize = 1_000;
/// Deepest nesting of a condition; a lone test is one level.
pub const MAX_CONDITION_DEPTH: usize = 64;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    pub accounts: Vec<Account>,
    pub users: Vec<User>,
    pub channels: Vec<Channel>,
}

/// A node of the brokerage's tree; Rechat's API calls it a brand.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: String,
    pub kind: AccountKind,
    pub name: String,
    /// `None` for the one root.
    pub parent: Option<String>,
    /// Agents only; `true` unless the book says `inactive`.
    pub active: bool,
    pub away: Vec<Away>,
    /// Most leads a day, in the time zone of the channel that gives them; `None` is no limit.
    pub daily_cap: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountKind {
    Brokerage,
    Region,
    Office,
    Team,
    Agent,
    Other,
}

impl AccountKind {
    /// Every kind, from the widest to the narrowest.
    pub const ALL: [AccountKind; 6] = [
        AccountKind::Brokerage,
        AccountKind::Region,
        AccountKind::Office,
        AccountKind::Team,
        AccountKind::Agent,
        AccountKind::Other,
    ];

    /// As a book writes it.
    pub fn name(self) -> &'static str {
        match self {
            AccountKind::Brokerage => "brokerage",
            AccountKind::Region => "region",
            AccountKind::Office => "office",
            AccountKind::Team => "team",
            AccountKind::Agent => "agent",
            AccountKind::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<AccountKind> {
        AccountKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    pub from: NaiveDate,
    pub through: NaiveDate,
}

/// A person. Users and accounts are many-to-many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    pub id: String,
    pub accounts: Vec<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub mls: Vec<MlsId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MlsId {
    /// The board's code, such as `NTREIS`.
    pub mls: String,
    pub id: String,
}

/// A lead channel: what a web form names, and the rule list behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    pub id: String,
    pub account: String,
    pub name: Option<String>,
    pub is_default: bool,
    /// Boards in which Rechat looks a mentioned listing up; `None` where Rechat has none.
    pub mls: Option<Vec<String>>,
    pub time_zone: chrono_tz::Tz,
    pub policies: Policies,
    pub rules: Vec<Rule>,
    pub fallback: Fallback,
    pub follow_up: Vec<FollowUp>,
}

impl Channel {
    /// A channel of which nothing more is said: unnamed, without rules, and the book's defaults.
    pub fn new(id: impl Into<String>, account: impl Into<String>) -> Channel {
        Channel {
            id: id.into(),
            account: account.into(),
            name: None,
            is_default: false,
            mls: None,
            time_zone: chrono_tz::Tz::UTC,
            policies: Policies::default(),
            rules: Vec::new(),
            fallback: Fallback::default(),
            follow_up: Vec::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policies {
    /// Agents named by the website come before the rules.
    pub honor_assignees: bool,
    /// A lead seen again within so many days goes to the same agent; 0 is off.
    pub returning_lead_days: u32,
}

impl Default for Policies {
    fn default() -> Self {
        Policies {
            honor_assignees: true,
            returning_lead_days: 0,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Stable through edit, move and sync.
    pub id: String,
    pub name: Option<String>,
    pub enabled: bool,
    /// `None` is always.
    pub when: Option<Condition>,
    pub then: Action,
    pub follow_up: Vec<FollowUp>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

/// `field op value`, its value already of the shape the operator takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub field: Field,
    pub op: Op,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Text(String),
    Texts(Vec<String>),
    Number(f64),
    /// Low and high, both included.
    Numbers(f64, f64),
    /// From and through, both included.
    Dates(NaiveDate, NaiveDate),
    /// Start included, end excluded; a start after the end runs over midnight.
    Times(TimeOfDay, TimeOfDay),
    Weekdays(Vec<chrono::Weekday>),
}

/// Minutes after midnight, 0 to 1,440 (`24:00`, only as an end).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(pub u16);

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    SpecificAgent {
        agent: String,
    },
    RoundRobin {
        pool: Pool,
    },
    FirstToClaim {
        pool: Pool,
        window_minutes: u32,
        on_timeout: OnTimeout,
    },
    /// A CEL expression that names an agent, several, or nobody.
    Custom {
        expression: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTimeout {
    NextRule,
    Fallback,
}

/// The agents an action chooses from.
#[derive(Clone, Debug, PartialEq)]
pub enum Pool {
    /// Every agent of the channel's account.
    All,
    Members(Vec<Member>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// An agent, or any account that stands for the agents below it.
    pub account: String,
    /// Turns relative to the other members, 1 to 100.
    pub weight: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Fallback {
    #[default]
    Inbox,
    SpecificAgent {
        agent: String,
    },
    RoundRobin {
        pool: Pool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUp {
    Notify { account: String },
    Tag { tag: String },
    Task { title: String, due_minutes: u32 },
    Flow { name: String },
}

impl FollowUp {
    /// The account it names.
    pub fn account(&self) -> Option<&str> {
        match self {
            FollowUp::Notify { account } => Some(account),
            FollowUp::Tag { .. } | FollowUp::Task { .. } | FollowUp::Flow { .. } => None,
        }
    }
}
