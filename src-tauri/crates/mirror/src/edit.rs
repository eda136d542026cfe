//! What can be edited: each kind of edit is one arm, one transaction and one name in the log.

use std::collections::HashSet;
use std::path::Path;

use routing::book::{Action, Book, Channel, Fallback, FollowUp, Pool, Rule};
use routing::json::Node;
use routing::lead::{masked, read_time};
use rusqlite::{Connection, params};

use crate::error::{At, MirrorError, Result, refused};
use crate::log::Applied;
use crate::mirror::Mirror;
use crate::place::places;
use crate::samples::Sample;
use crate::{accounts, book, channels, samples};

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
            Edit::SetRuleEnabled { rule, enabled } => {
                let (channel, found) = self.rule(rule)?;
                self.execute(
                    "UPDATE rules SET enabled = ?2 WHERE id = ?1 AND enabled <> ?2",
                    params![rule, enabled],
                )?;
                Ok(format!(
                    "Turned {} {}",
                    if *enabled { "on" } else { "off" },
                    self.called(&channel, &found)?
                ))
            }
            Edit::DeleteRule { rule } => {
                let (channel, found) = self.rule(rule)?;
                let name = self.called(&channel, &found)?;
                self.execute("DELETE FROM rules WHERE id = ?1", params![rule])?;
                Ok(format!("Deleted {name}"))
            }
            Edit::InsertRule {
                channel,
                before,
                rule,
            } => self.insert_rule(channel, before.as_deref(), rule),
            Edit::ReplaceRule { rule } => self.replace_rule(rule),
            Edit::SaveSample { sample } => {
                sound_sample(sample)?;
                samples::put(self.conn, sample).at(self.path)?;
                Ok(format!("Saved sample \"{}\"", sample.name))
            }
            Edit::DeleteSample { sample } => {
                let found = samples::one(self.conn, sample).at(self.path)?;
                let found = found.ok_or_else(|| {
                    refused("unknown_sample", format!("there is no sample {sample:?}"))
                })?;
                samples::delete(self.conn, sample).at(self.path)?;
                Ok(format!("Deleted sample \"{}\"", found.name))
            }
        }
    }

    fn move_rule(&self, id: &str, channel: Option<&str>, before: Option<&str>) -> Result<String> {
        let (home, rule) = self.rule(id)?;
        let target = self.channel(channel.unwrap_or(&home))?;
        let mut list = self.rule_places(&target.id)?;
        let held = list
            .iter()
            .position(|(other, _)| other == id)
            .and_then(|at| list.remove(at).1);
        let label = self.moved(&home, &rule, &target, before, list.last())?;
        if before == Some(id) {
            return Ok(label);
        }
        let at = position(&list, before)?;
        list.insert(at, (id.to_owned(), held));
        self.execute(
            "UPDATE rules SET channel = ?2 WHERE id = ?1 AND channel <> ?2",
            params![id, target.id],
        )?;
        self.settle(&list)?;
        Ok(label)
    }

    /// A move in words, rules without a name by their numbers from before it.
    fn moved(
        &self,
        home: &str,
        rule: &Rule,
        target: &Channel,
        before: Option<&str>,
        last: Option<&(String, Option<i64>)>,
    ) -> Result<String> {
        let name = self.called(home, rule)?;
        if target.id != home {
            return Ok(match &target.name {
                Some(channel) => format!("Moved {name} to \"{channel}\""),
                None => format!("Moved {name} to another channel"),
            });
        }
        let (side, other) = match (before, last) {
            (Some(below), _) => ("above", below),
            (None, Some((above, _))) => ("below", &**above),
            (None, None) => return Ok(format!("Moved {name}")),
        };
        let other = self.called(home, &self.rule(other)?.1)?;
        Ok(format!("Moved {name} {side} {other}"))
    }

    fn insert_rule(&self, channel: &str, before: Option<&str>, rule: &Rule) -> Result<String> {
        let channel = self.channel(channel)?;
        if channels::rule(self.conn, &rule.id).at(self.path)?.is_some() {
            return Err(refused(
                "duplicate_id",
                format!("there already is a rule {:?}", rule.id),
            ));
        }
        self.sound_rule(&channel, rule)?;
        let mut list = self.rule_places(&channel.id)?;
        let at = position(&list, before)?;
        list.insert(at, (rule.id.clone(), None));
        book::put_rule(self.conn, &channel.id, rule, 0).at(self.path)?;
        self.settle(&list)?;
        Ok(format!("Added {}", self.called(&channel.id, rule)?))
    }

    fn replace_rule(&self, rule: &Rule) -> Result<String> {
        let (home, before) = self.rule(&rule.id)?;
        let name = self.called(&home, &before)?;
        self.sound_rule(&self.channel(&home)?, rule)?;
        let place = self
            .rule_places(&home)?
            .into_iter()
            .find(|(id, _)| *id == rule.id)
            .and_then(|(_, place)| place);
        book::put_rule(self.conn, &home, rule, place.unwrap_or_default()).at(self.path)?;
        let only_named = Rule {
            name: rule.name.clone(),
            ..before.clone()
        };
        Ok(match (&before.name, &rule.name) {
            (Some(then), Some(now)) if only_named == *rule && then != now => {
                format!("Renamed {name} to \"{now}\"")
            }
            (None, Some(now)) if only_named == *rule => format!("Named {name} \"{now}\""),
            _ => format!("Changed {name}"),
        })
    }

    /// Reads the rule as the book reader does, in a book of just it and the accounts it names.
    fn sound_rule(&self, channel: &Channel, rule: &Rule) -> Result<()> {
        let alone = Channel {
            rules: vec![rule.clone()],
            fallback: Fallback::default(),
            follow_up: Vec::new(),
            ..channel.clone()
        };
        let mut book = Book {
            channels: vec![alone],
            ..Book::default()
        };
        let mut known = HashSet::new();
        for named in accounts_named(channel, rule) {
            for account in accounts::path_to(self.conn, named).at(self.path)? {
                if known.insert(account.id.clone()) {
                    book.accounts.push(account);
                }
            }
        }
        let Err(problems) = Book::read(book.write().as_bytes()) else {
            return Ok(());
        };
        let mut problems = problems.listed;
        for problem in &mut problems {
            if let Some(place) = problem.place.strip_prefix("channels[0].rules[0].") {
                problem.place = place.to_owned();
            }
        }
        Err(MirrorError::Refused { problems })
    }

    fn rule(&self, id: &str) -> Result<(String, Rule)> {
        let found = channels::rule(self.conn, id).at(self.path)?;
        found.ok_or_else(|| refused("unknown_rule", format!("there is no rule {id:?}")))
    }

    /// The channel itself, without its rules.
    fn channel(&self, id: &str) -> Result<Channel> {
        let found = channels::without_rules(self.conn, id).at(self.path)?;
        found.ok_or_else(|| {
            refused(
                "unknown_channel",
                format!("there is no channel {}", masked(id)),
            )
        })
    }

    /// The rule in words: its name, or its number in its channel.
    fn called(&self, channel: &str, rule: &Rule) -> Result<String> {
        if let Some(name) = &rule.name {
            return Ok(format!("\"{name}\""));
        }
        let list = self.rule_places(channel)?;
        let number = list.iter().take_while(|(id, _)| *id != rule.id).count() + 1;
        Ok(format!("rule {number}"))
    }

    /// The rules of a channel in order, each with its place.
    fn rule_places(&self, channel: &str) -> Result<Vec<(String, Option<i64>)>> {
        let read = || {
            self.conn
                .prepare_cached("SELECT id, place FROM rules WHERE channel = ?1 ORDER BY place")?
                .query_map([channel], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(self.path)
    }

    /// Writes the places of a channel's rules in their new order, where they change.
    fn settle(&self, list: &[(String, Option<i64>)]) -> Result<()> {
        let held: Vec<Option<i64>> = list.iter().map(|(_, place)| *place).collect();
        for ((id, held), place) in list.iter().zip(places(&held)) {
            if *held != Some(place) {
                self.execute(
                    "UPDATE rules SET place = ?2 WHERE id = ?1",
                    params![id, place],
                )?;
            }
        }
        Ok(())
    }

    fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<()> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .at(self.path)?;
        Ok(())
    }
}

/// Where an item goes that is to stand just above `before`, or at the end.
fn position(list: &[(String, Option<i64>)], before: Option<&str>) -> Result<usize> {
    let Some(before) = before else {
        return Ok(list.len());
    };
    let found = list.iter().position(|(id, _)| id == before);
    found.ok_or_else(|| {
        refused(
            "unknown_rule",
            format!("there is no rule {before:?} in this channel"),
        )
    })
}

fn accounts_named<'a>(channel: &'a Channel, rule: &'a Rule) -> Vec<&'a str> {
    let mut named = vec![&*channel.account];
    match &rule.then {
        Action::SpecificAgent { agent } => named.push(agent),
        Action::RoundRobin {
            pool: Pool::Members(members),
        }
        | Action::FirstToClaim {
            pool: Pool::Members(members),
            ..
        } => {
            named.extend(members.iter().map(|member| &*member.account));
        }
        Action::RoundRobin { pool: Pool::All }
        | Action::FirstToClaim {
            pool: Pool::All, ..
        }
        | Action::Custom { .. } => {}
    }
    for follow_up in &rule.follow_up {
        if let FollowUp::Notify { account } = follow_up {
            named.push(account);
        }
    }
    named
}

fn sound_sample(sample: &Sample) -> Result<()> {
    if sample.id.is_empty() {
        return Err(refused("blank_id", "a sample needs an id"));
    }
    if let Err(error) = Node::parse(&sample.payload) {
        return Err(refused(
            "not_json",
            format!("the payload is not JSON: {error}"),
        ));
    }
    read_time(&sample.captured_at).map_err(|problem| MirrorError::Refused {
        problems: vec![problem],
    })?;
    Ok(())
}
