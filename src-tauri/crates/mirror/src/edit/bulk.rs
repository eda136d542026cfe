//! Many rules at once, in the order they stand in.

use std::collections::HashSet;

use routing::book::{Channel, Rule};
use routing::words::{counted, named};
use rusqlite::params;

use super::Draft;
use super::rules::{elsewhere, position};
use crate::book;
use crate::error::{At, Result};

impl Draft<'_> {
    pub(super) fn switch_rules(&self, rules: &[String], enabled: bool) -> Result<String> {
        let rules = self.standing(rules)?;
        for (_, rule) in &rules {
            self.switch_rule(&rule.id, enabled)?;
        }
        let state = if enabled { "on" } else { "off" };
        Ok(format!("Turned {state} {}", self.all_called(&rules)?))
    }

    pub(super) fn delete_rules(&self, rules: &[String]) -> Result<String> {
        let rules = self.standing(rules)?;
        let names = self.all_called(&rules)?;
        for (_, rule) in &rules {
            self.execute("DELETE FROM rules WHERE id = ?1", [&rule.id])?;
        }
        Ok(format!("Deleted {names}"))
    }

    pub(super) fn move_rules(
        &self,
        rules: &[String],
        channel: &str,
        before: Option<&str>,
    ) -> Result<String> {
        if let [only] = rules {
            return self.move_rule(only, Some(channel), before);
        }
        let target = self.channel(channel)?;
        let rules = self.standing(rules)?;
        let moved: HashSet<&str> = rules.iter().map(|(_, rule)| &*rule.id).collect();
        let list = self.rule_places(&target.id)?;
        // In front of one of their own: of the first below it that stays.
        let from = position(&list, before)?;
        let before = list
            .get(from..)
            .unwrap_or_default()
            .iter()
            .map(|(id, _)| &**id)
            .find(|id| !moved.contains(id))
            .map(str::to_owned);
        let (mut mine, mut list): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|(id, _)| moved.contains(&**id));
        let at = position(&list, before.as_deref())?;
        let block = rules.iter().map(|(_, rule)| {
            let held = mine.iter_mut().find(|(id, _)| *id == rule.id);
            (rule.id.clone(), held.and_then(|(_, place)| place.take()))
        });
        list.splice(at..at, block.collect::<Vec<_>>());
        let names = self.all_called(&rules)?;
        let where_to = match rules.iter().all(|(home, _)| *home == target.id) {
            false => format!("to {}", elsewhere(&target)),
            true => match &before {
                Some(next) => format!("above {}", self.called(&target.id, &self.rule(next)?.1)?),
                None => "to the end".to_owned(),
            },
        };
        for (_, rule) in &rules {
            self.execute(
                "UPDATE rules SET channel = ?2 WHERE id = ?1 AND channel <> ?2",
                params![rule.id, target.id],
            )?;
        }
        self.settle(&list)?;
        Ok(format!("Moved {names} {where_to}"))
    }

    pub(super) fn copy_rules(
        &self,
        copies: &[(String, String)],
        channel: &str,
        before: Option<&str>,
    ) -> Result<String> {
        let target = self.channel(channel)?;
        let ids: Vec<String> = copies.iter().map(|(rule, _)| rule.clone()).collect();
        let rules = self.standing(&ids)?;
        let names = self.all_called(&rules)?;
        let fresh = rules.into_iter().filter_map(|(_, rule)| {
            let (_, copy) = copies.iter().find(|(id, _)| *id == rule.id)?;
            Some((rule, copy.clone()))
        });
        self.copy_in(&target, fresh.collect(), before)?;
        Ok(format!("Copied {names} to {}", elsewhere(&target)))
    }

    /// Writes copies of rules, each under the id beside it, together into a channel.
    pub(super) fn copy_in(
        &self,
        target: &Channel,
        copies: Vec<(Rule, String)>,
        before: Option<&str>,
    ) -> Result<()> {
        let mut list = self.rule_places(&target.id)?;
        let first = position(&list, before)?;
        let mut taken = self.rule_names(&target.id)?;
        for (at, (rule, id)) in (first..).zip(copies) {
            self.new_rule_id(&id)?;
            let name = named(rule.name.as_deref()).map(|name| free_name(name, &taken));
            taken.extend(name.clone());
            let copy = Rule { id, name, ..rule };
            self.sound_rule(target, &copy, "")?;
            book::put_rule(self.conn, &target.id, &copy, 0).at(self.path)?;
            list.insert(at, (copy.id, None));
        }
        self.settle(&list)
    }

    fn rule_names(&self, channel: &str) -> Result<HashSet<String>> {
        let read = || {
            self.conn
                .prepare_cached(
                    "SELECT trim(name) FROM rules WHERE channel = ?1 AND name IS NOT NULL",
                )?
                .query_map([channel], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(self.path)
    }

    /// The rules, each once and with its channel's id: channel by channel in the book's order,
    /// and in each as they are tried.
    fn standing(&self, ids: &[String]) -> Result<Vec<(String, Rule)>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for id in ids.iter().filter(|id| seen.insert(id.as_str())) {
            let (home, rule) = self.rule(id)?;
            let order = (
                self.place_of("channels", &home)?,
                self.place_of("rules", id)?,
            );
            found.push((order, (home, rule)));
        }
        found.sort_by_key(|(order, _)| *order);
        Ok(found.into_iter().map(|(_, rule)| rule).collect())
    }

    /// The one rule by its name, more by their number.
    fn all_called(&self, rules: &[(String, Rule)]) -> Result<String> {
        match rules {
            [(home, rule)] => self.called(home, rule),
            many => Ok(counted(many.len(), "rule")),
        }
    }
}

/// The name, or `… copy`, `… copy 2` where it is taken.
pub(super) fn free_name(name: &str, taken: &HashSet<String>) -> String {
    let copies = (1..).map(|n| match n {
        1 => format!("{name} copy"),
        n => format!("{name} copy {n}"),
    });
    std::iter::once(name.to_owned())
        .chain(copies)
        .find(|name| !taken.contains(name))
        .unwrap_or_default()
}
