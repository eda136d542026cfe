//! What can be edited: each kind of edit is one arm, one transaction and one name in the log.
//!
//! An edit takes the parts of a book as its readers left them and is judged by the same readers,
//! in a book of just what it changes: what they refuse is refused whole, and the places of the
//! problems count from the part that was given.

mod bulk;
mod channels;
mod people;
mod places;
mod pools;
mod rules;
mod samples;
mod sound;

use std::path::Path;

use chrono_tz::Tz;
use routing::book::{Account, Away, Channel, Fallback, FollowUp, Policies, Rule};
use routing::lead::masked;
use routing::words::{self, named};
use rusqlite::{Connection, OptionalExtension};

pub use self::places::{Place, PlaceOf, Role};
pub use self::pools::Holder;
use crate::accounts;
use crate::error::{At, Result, refused};
use crate::log::{Applied, Touched};
use crate::mirror::Mirror;
use crate::reader::Reader;
use crate::samples::Sample;

#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// To just above `before`, or to the end; `channel` is the rule's own unless given.
    MoveRule {
        rule: String,
        channel: Option<String>,
        before: Option<String>,
    },
    SetRuleEnabled {
        rule: String,
        enabled: bool,
    },
    DeleteRule {
        rule: String,
    },
    /// A new rule just above `before`, or at the end.
    InsertRule {
        channel: String,
        before: Option<String>,
        rule: Rule,
    },
    /// The rule with this id gets this content and keeps its place.
    ReplaceRule {
        rule: Rule,
    },
    /// A copy under the id `copy`: right below the rule or, where a channel is given, just above
    /// `before` there, or at the end.
    DuplicateRule {
        rule: String,
        copy: String,
        channel: Option<String>,
        before: Option<String>,
    },

    SetRulesEnabled {
        rules: Vec<String>,
        enabled: bool,
    },
    /// Together and in the order they stand in, to just above `before`, or to the end.
    MoveRules {
        rules: Vec<String>,
        channel: String,
        before: Option<String>,
    },
    /// Each of the rules under the id beside it.
    CopyRules {
        rules: Vec<(String, String)>,
        channel: String,
        before: Option<String>,
    },
    DeleteRules {
        rules: Vec<String>,
    },

    /// At this place of the list, or at its end; accounts that are in it stay where they are. A
    /// specific agent becomes a round robin of both; an inbox, of those given.
    AddToPool {
        holder: Holder,
        accounts: Vec<String>,
        at: Option<usize>,
    },

    /// The first channel of an account is its default.
    CreateChannel {
        id: String,
        account: String,
        name: Option<String>,
    },
    /// A blank name is none.
    RenameChannel {
        channel: String,
        name: Option<String>,
    },
    /// Takes the mark from whichever channel of the account has it.
    SetDefaultChannel {
        channel: String,
    },
    /// Keeps its id. It is the default of its new account if that has none.
    MoveChannel {
        channel: String,
        account: String,
    },
    /// A copy under the id `copy`, its rules under new ids.
    DuplicateChannel {
        channel: String,
        copy: String,
    },
    /// With its rules. A default channel leaves the mark to the account's next.
    DeleteChannel {
        channel: String,
    },
    SetPolicies {
        channel: String,
        policies: Policies,
    },
    SetTimeZone {
        channel: String,
        time_zone: Tz,
    },
    SetMls {
        channel: String,
        mls: Option<Vec<String>>,
    },
    SetFallback {
        channel: String,
        fallback: Fallback,
    },
    /// Both at once.
    ReplaceFallback {
        channel: String,
        fallback: Fallback,
        follow_up: Vec<FollowUp>,
    },

    /// In every action, fallback and follow-up of the book; `None` takes the agent out.
    ReplaceAgent {
        from: String,
        to: Option<String>,
    },
    /// An agent leaves; each of these places goes to whom it says, others stay as they are.
    Departure {
        agent: String,
        replacements: Vec<(Place, Option<String>)>,
        set_inactive: bool,
    },
    SetAway {
        agent: String,
        away: Vec<Away>,
    },
    SetDailyCap {
        agent: String,
        cap: Option<u32>,
    },
    SetActive {
        agent: String,
        active: bool,
    },

    /// New, or in place of the sample with its id.
    SaveSample {
        sample: Sample,
    },
    DeleteSample {
        sample: String,
    },
}

impl Mirror {
    /// Makes one edit, whole or not at all. `None` if it changes nothing.
    pub fn apply(&mut self, edit: &Edit) -> Result<Option<Applied>> {
        self.record(|conn, path| Draft { conn, path }.make(edit))
    }

    /// What the draft would be after an edit, which is refused as `apply` would refuse it. Nothing
    /// of it is kept.
    pub fn preview<T>(
        &mut self,
        edit: &Edit,
        look: impl FnOnce(&Reader, &Touched) -> T,
    ) -> Result<T> {
        self.rehearse(|conn, path| Draft { conn, path }.make(edit), look)
    }
}

/// The draft inside the transaction of one edit.
struct Draft<'a> {
    conn: &'a Connection,
    path: &'a Path,
}

impl Draft<'_> {
    /// Returns the edit's name.
    fn make(&self, edit: &Edit) -> Result<String> {
        match edit {
            Edit::MoveRule {
                rule,
                channel,
                before,
            } => self.move_rule(rule, channel.as_deref(), before.as_deref()),
            Edit::SetRuleEnabled { rule, enabled } => self.switch_rule(rule, *enabled),
            Edit::DeleteRule { rule } => self.delete_rule(rule),
            Edit::InsertRule {
                channel,
                before,
                rule,
            } => self.insert_rule(channel, before.as_deref(), rule),
            Edit::ReplaceRule { rule } => self.replace_rule(rule),
            Edit::DuplicateRule {
                rule,
                copy,
                channel,
                before,
            } => self.duplicate_rule(rule, copy, channel.as_deref(), before.as_deref()),

            Edit::SetRulesEnabled { rules, enabled } => self.switch_rules(rules, *enabled),
            Edit::MoveRules {
                rules,
                channel,
                before,
            } => self.move_rules(rules, channel, before.as_deref()),
            Edit::CopyRules {
                rules,
                channel,
                before,
            } => self.copy_rules(rules, channel, before.as_deref()),
            Edit::DeleteRules { rules } => self.delete_rules(rules),

            Edit::AddToPool {
                holder,
                accounts,
                at,
            } => self.add_to_pool(holder, accounts, *at),

            Edit::CreateChannel { id, account, name } => {
                self.create_channel(id, account, name.as_deref())
            }
            Edit::RenameChannel { channel, name } => self.rename_channel(channel, name.as_deref()),
            Edit::SetDefaultChannel { channel } => self.set_default_channel(channel),
            Edit::MoveChannel { channel, account } => self.move_channel(channel, account),
            Edit::DuplicateChannel { channel, copy } => self.duplicate_channel(channel, copy),
            Edit::DeleteChannel { channel } => self.delete_channel(channel),
            Edit::SetPolicies { channel, policies } => self.set_policies(channel, *policies),
            Edit::SetTimeZone { channel, time_zone } => self.set_time_zone(channel, *time_zone),
            Edit::SetMls { channel, mls } => self.set_mls(channel, mls.as_deref()),
            Edit::SetFallback { channel, fallback } => self.set_fallback(channel, fallback),
            Edit::ReplaceFallback {
                channel,
                fallback,
                follow_up,
            } => self.replace_fallback(channel, fallback, follow_up),

            Edit::ReplaceAgent { from, to } => self.replace_agent(from, to.as_deref()),
            Edit::Departure {
                agent,
                replacements,
                set_inactive,
            } => self.departure(agent, replacements, *set_inactive),
            Edit::SetAway { agent, away } => self.set_away(agent, away),
            Edit::SetDailyCap { agent, cap } => self.set_daily_cap(agent, *cap),
            Edit::SetActive { agent, active } => self.set_active(agent, *active),

            Edit::SaveSample { sample } => self.save_sample(sample),
            Edit::DeleteSample { sample } => self.delete_sample(sample),
        }
    }

    /// The rule, and its channel's id.
    fn rule(&self, id: &str) -> Result<(String, Rule)> {
        let found = crate::channels::rule(self.conn, id).at(self.path)?;
        found.ok_or_else(|| refused("unknown_rule", format!("there is no rule {id:?}")))
    }

    /// The channel itself, without its rules.
    fn channel(&self, id: &str) -> Result<Channel> {
        let found = crate::channels::without_rules(self.conn, id).at(self.path)?;
        found.ok_or_else(|| {
            refused(
                "unknown_channel",
                format!("there is no channel {}", masked(id)),
            )
        })
    }

    fn account(&self, id: &str) -> Result<Account> {
        let found = accounts::one(self.conn, id).at(self.path)?;
        found.ok_or_else(|| refused("unknown_account", format!("there is no account {id:?}")))
    }

    /// The rule in words: its name, or its number in its channel.
    fn called(&self, channel: &str, rule: &Rule) -> Result<String> {
        if let Some(name) = named(rule.name.as_deref()) {
            return Ok(format!("“{name}”"));
        }
        let list = self.rule_places(channel)?;
        let number = list.iter().take_while(|(id, _)| *id != rule.id).count() + 1;
        Ok(format!("rule {number}"))
    }

    /// The accounts in words: `Agent Smith, Agent Brown and 3 more`.
    fn accounts_called<T: AsRef<str>>(&self, ids: &[T]) -> Result<String> {
        const NAMED: usize = 3;
        let shown = if ids.len() > NAMED { NAMED - 1 } else { NAMED };
        let mut names = Vec::new();
        for id in ids.iter().take(shown) {
            names.push(self.account(id.as_ref())?.name);
        }
        if ids.len() > shown {
            names.push(format!("{} more", ids.len() - shown));
        }
        Ok(match names.as_slice() {
            [] => "nobody".to_owned(),
            [one] => one.clone(),
            [head @ .., last] => format!("{} and {last}", head.join(", ")),
        })
    }

    fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<()> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .at(self.path)?;
        Ok(())
    }

    /// One number of the row with this id.
    fn place_of(&self, table: &str, id: &str) -> Result<i64> {
        let place = self
            .conn
            .prepare_cached(&format!("SELECT place FROM {table} WHERE id = ?1"))
            .and_then(|mut select| select.query_row([id], |row| row.get(0)).optional());
        Ok(place.at(self.path)?.unwrap_or_default())
    }
}

/// A channel in words.
fn titled(channel: &Channel) -> String {
    words::channel_title(channel.name.as_deref())
}
